using System.Security.Cryptography;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests.Storage;

/// <summary>One behaviour, whatever is behind it.</summary>
public sealed class ObjectStores(RunningServers servers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Guid _id = Guid.CreateVersion7();

    [Theory]
    [InlineData(ObjectBackend.File)]
    [InlineData(ObjectBackend.PostgreSql)]
    [InlineData(ObjectBackend.S3)]
    public async Task An_object_is_written_once_read_and_deleted(ObjectBackend backend)
    {
        using IHost host = await StartAsync(backend);
        IObjectStore store = host.Services.GetRequiredService<IObjectStore>();
        byte[] bytes = RandomNumberGenerator.GetBytes(300_000);
        Assert.Null(await store.GetAsync(ObjectKind.Proof, _id, long.MaxValue, default));
        await store.PutAsync(ObjectKind.Proof, _id, bytes, default);
        await store.PutAsync(ObjectKind.Proof, _id, bytes, default);

        Assert.Equal(bytes, await store.GetAsync(ObjectKind.Proof, _id, bytes.Length, default));
        Assert.Null(await store.GetAsync(ObjectKind.Proof, _id, bytes.Length - 1, default));
        Assert.Null(await store.GetAsync(ObjectKind.Sealed, _id, long.MaxValue, default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.PutAsync(ObjectKind.Proof, _id, new byte[300_000], default));

        await store.DeleteAsync(ObjectKind.Proof, _id, default);
        await store.DeleteAsync(ObjectKind.Proof, _id, default);
        Assert.Null(await store.GetAsync(ObjectKind.Proof, _id, long.MaxValue, default));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(ObjectBackend.File)]
    [InlineData(ObjectBackend.PostgreSql)]
    [InlineData(ObjectBackend.S3)]
    public async Task Of_writers_at_the_same_time_one_wins(ObjectBackend backend)
    {
        using IHost host = await StartAsync(backend);
        IObjectStore store = host.Services.GetRequiredService<IObjectStore>();
        bool[] written = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await store.PutAsync(ObjectKind.Proof, _id, Enumerable.Repeat((byte)i, 1000).ToArray(), default);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }));

        Assert.Single(written, true);
        byte[] stored = (await store.GetAsync(ObjectKind.Proof, _id, 1000, default))!;
        Assert.Equal(Enumerable.Repeat((byte)Array.IndexOf(written, true), 1000), stored);
        await host.StopAsync();
    }

    [Fact]
    public async Task Files_are_for_the_service_only_and_no_part_of_a_file_stays()
    {
        using IHost host = await StartAsync(ObjectBackend.File);
        IObjectStore store = host.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync(ObjectKind.Sealed, _id, new byte[10], default);
        string file = Assert.Single(Directory.GetFiles(_folder.File("objects"), "*", SearchOption.AllDirectories));
        File.WriteAllText(file + ".0123.partial", "what a killed process left");

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await store.DeleteAsync(ObjectKind.Sealed, _id, default);
        Assert.Empty(Directory.GetFiles(_folder.File("objects"), "*", SearchOption.AllDirectories));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_an_outage_and_nothing_is_lost_by_it()
    {
        using IHost host = await StartAsync(ObjectBackend.S3);
        IObjectStore store = host.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync(ObjectKind.Sealed, _id, new byte[10], default);
        S3Server server = await servers.ObjectsAsync();
        await server.KillGatewayAsync();
        foreach (Func<Task> ask in new Func<Task>[]
        {
            () => store.GetAsync(ObjectKind.Sealed, _id, 10, default), () => store.PutAsync(ObjectKind.Sealed, Guid.CreateVersion7(), new byte[10], default),
            () => store.DeleteAsync(ObjectKind.Sealed, _id, default),
        })
        {
            Assert.True(Transient.Is(await Assert.ThrowsAnyAsync<Exception>(ask)));
        }

        await server.RestartGatewayAsync();
        Assert.Equal(new byte[10], await store.GetAsync(ObjectKind.Sealed, _id, 10, default));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Objects:S3Address", "http://objects.example", "S3Address")]
    [InlineData("Objects:S3Address", "https://key:secret@objects.example", "S3Address")]
    [InlineData("Objects:S3Bucket", "", "S3Bucket")]
    [InlineData("Objects:S3AccessKey", "", "S3AccessKey")]
    [InlineData("Objects:S3SecretKeyFile", "/nowhere", "S3SecretKeyFile")]
    public async Task Settings_that_cannot_work_or_would_show_secrets_stop_the_start(string setting, string value, string named)
    {
        Dictionary<string, string?> settings = S3Settings(new Uri("https://objects.example"), "secret");
        settings[setting] = value;
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));
        Assert.Contains(named, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IHost> StartAsync(ObjectBackend backend)
    {
        Dictionary<string, string?> settings = _folder.Embedded;
        settings["Objects:Backend"] = backend.ToString();
        if (backend == ObjectBackend.PostgreSql)
        {
            settings["Storage:Database"] = "PostgreSql";
            settings["ConnectionStrings:Objects"] = await (await servers.DatabaseAsync()).CreateDatabaseAsync($"test{Guid.NewGuid():N}");
        }
        else if (backend == ObjectBackend.S3)
        {
            S3Server server = await servers.ObjectsAsync();
            settings = S3Settings(server.Address, server.SecretKey);
            using AmazonS3Client client = new(S3Server.AccessKey, server.SecretKey, new AmazonS3Config { ServiceURL = server.Address.AbsoluteUri, ForcePathStyle = true });
            await client.PutBucketAsync(settings["Objects:S3Bucket"]);
        }

        return await StartAsync(settings);
    }

    private static async Task<IHost> StartAsync(Dictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddObjectStore();
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private Dictionary<string, string?> S3Settings(Uri address, string secret)
    {
        File.WriteAllText(_folder.File("s3.key"), $"{secret}\n");
        return new(_folder.Embedded)
        {
            ["Objects:Backend"] = "S3",
            ["Objects:S3Address"] = address.AbsoluteUri,
            ["Objects:S3Bucket"] = $"zkml-{Guid.NewGuid():N}",
            ["Objects:S3AccessKey"] = S3Server.AccessKey,
            ["Objects:S3SecretKeyFile"] = _folder.File("s3.key"),
        };
    }
}
