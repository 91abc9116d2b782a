using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Zkml.Cli;
using Zkml.Integration.Support;
using Zkml.Up.Tests.Support;

namespace Zkml.Up.Tests;

/// <summary>docker-compose.yml and Dockerfile, read as text: there is no container engine where tests run.</summary>
public sealed partial class TheContainers
{
    private static readonly ComposeFile Compose = new();

    private static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(Repository.Root, "Dockerfile"));

    public static TheoryData<string> Containers => [.. Compose.Services];

    public static TheoryData<string> OurContainers => [.. ComposeFile.Ours];

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_has_no_more_rights_than_it_needs(string name)
    {
        Dictionary<object, object> service = Compose.Service(name);
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", (string)service["user"]);
        Assert.Equal("true", service["read_only"]);
        Assert.Equal(["ALL"], ComposeFile.List(service, "cap_drop"));
        Assert.Contains("no-new-privileges:true", ComposeFile.List(service, "security_opt"));
        Assert.DoesNotContain(service.Keys, key => key is "privileged" or "cap_add" or "pid" or "network_mode" or "devices");
        Assert.Contains("back", ComposeFile.List(service, "networks"));
        Assert.All(service.TryGetValue("ports", out object? ports) ? (List<object>)ports : [], port => Assert.StartsWith("127.0.0.1:", (string)port, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_is_watched_restarted_and_limited(string name)
    {
        Dictionary<object, object> service = Compose.Service(name);
        Assert.Equal("unless-stopped", service["restart"]);
        Assert.NotEmpty(ComposeFile.List(ComposeFile.Map(service, "healthcheck"), "test"));
        Dictionary<object, object> limits = ComposeFile.Map(ComposeFile.Map(ComposeFile.Map(service, "deploy"), "resources"), "limits");
        Assert.Equal(["cpus", "memory", "pids"], limits.Keys.Cast<string>().Order());
        Assert.True(service.ContainsKey("build") || Regex.IsMatch((string)service["image"], @"^[a-z]+:[0-9]+\.[0-9]+"), $"{name} has an image that is not pinned");
    }

    [Theory]
    [MemberData(nameof(OurContainers))]
    public void A_service_waits_for_broker_and_database_and_asks_itself_whether_it_is_ready(string name)
    {
        Dictionary<object, object> service = Compose.Service(name), waits = ComposeFile.Map(service, "depends_on");
        Assert.Equal(["postgres", "rabbitmq"], waits.Keys.Cast<string>().Order());
        Assert.All(waits.Keys.Cast<string>(), other => Assert.Equal("service_healthy", ComposeFile.Map(waits, other)["condition"]));
        string program = $"Zkml.{char.ToUpperInvariant(name[0])}{name[1..]}.dll";
        Assert.Equal(["CMD", "dotnet", program, "health", "http://127.0.0.1:8080"], ComposeFile.List(ComposeFile.Map(service, "healthcheck"), "test"));
        Assert.Equal(name, ComposeFile.Map(service, "build")["target"]);
        Assert.Contains($"FROM runtime AS {name}", Dockerfile);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{program}\"]", Dockerfile);
    }

    [Theory]
    [MemberData(nameof(OurContainers))]
    public void Every_setting_comes_to_an_option(string name) => Assert.All(
        Compose.Environment(name).Keys.Where(key => !key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) && !key.StartsWith("DOTNET_", StringComparison.Ordinal)),
        key => Assert.True(Settings.Exists(key), $"{key} is no setting"));

    [Fact]
    public void A_setting_that_there_is_not_would_be_found() => Assert.DoesNotContain(
        ["Bus__Brocker", "Bus__TrustedKeys__Nobody__0", "Bus", "Vault__MasterKeyFile__0", "ConnectionStrings__Matcher3", "Callers__ApiKeys__o__Sha512"], Settings.Exists);

    [Fact]
    public void No_secret_stands_in_the_files()
    {
        Assert.DoesNotMatch(LooksSecret(), ComposeFile.Text);
        Assert.DoesNotMatch(LooksSecret(), string.Join('\n', Dockerfile));
        foreach ((string key, string value) in Compose.Services.SelectMany(Compose.Environment))
        {
            bool secret = key.Contains("Password", StringComparison.OrdinalIgnoreCase) || key.EndsWith("File", StringComparison.Ordinal) || key.Contains("Keys__", StringComparison.Ordinal) && !key.StartsWith("Callers", StringComparison.Ordinal);
            Assert.True(!secret || value.StartsWith("/run/secrets/", StringComparison.Ordinal), key);
            Assert.DoesNotContain("Password=", value, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Every_secret_that_is_named_is_declared_and_made_and_every_service_has_only_its_own()
    {
        using var folder = new TemporaryFolder();
        Command.Json(ExitCode.Ok, "up", "--init-compose", folder.File("secrets"));
        Command.IsUsage("are not replaced", "up", "--init-compose", folder.File("secrets"));
        Dictionary<string, string> variables = new() { ["ZKML_SECRETS"] = folder.File("secrets") };
        Assert.All(Compose.Secrets, secret => Assert.True(File.Exists(ComposeFile.Substitute(Compose.FileOf(secret), variables)), secret));
        Assert.Equal(Compose.Secrets.Order(), Compose.Services.SelectMany(service => Compose.SecretsOf(service).Values).Distinct().Order());

        foreach (string service in ComposeFile.Ours)
        {
            Dictionary<string, string> secrets = Compose.SecretsOf(service);
            Assert.Equal(secrets.Keys.Order(), Compose.Environment(service).Values.SelectMany(value => Mount().Matches(value)).Select(match => match.Groups[1].Value).Distinct().Order());
            Assert.Equal([$"bus-{service}.key"], secrets.Keys.Where(name => name.StartsWith("bus-", StringComparison.Ordinal) && name.EndsWith(".key", StringComparison.Ordinal)));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Containers_may_read_their_secrets_whatever_the_umask_is_and_others_may_not_enter_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no umask.");
        using var folder = new TemporaryFolder();
        string program = Path.Combine(AppContext.BaseDirectory, "zkml.dll"), secrets = folder.File("secrets");
        using Process made = Process.Start(
            new ProcessStartInfo("sh", ["-c", "umask 077; exec dotnet \"$0\" up --init-compose \"$1\"", program, secrets]) { RedirectStandardOutput = true })!;
        made.StandardOutput.ReadToEnd();
        made.WaitForExit();

        Dictionary<string, string> variables = new() { ["ZKML_SECRETS"] = secrets };
        Assert.All(Compose.Secrets, secret => Assert.True(File.GetUnixFileMode(ComposeFile.Substitute(Compose.FileOf(secret), variables)).HasFlag(UnixFileMode.OtherRead), secret));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
    }

    [Fact]
    public void Images_are_built_without_root_from_what_is_named()
    {
        Assert.Contains("USER 1654:1654", Dockerfile);
        string[] stages = [.. Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3])];
        Assert.All(
            Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]),
            image => Assert.True(stages.Contains(image) || Regex.IsMatch(image, @"^mcr\.microsoft\.com/dotnet/(sdk:10\.0-noble|aspnet:10\.0-noble-chiseled)$"), image));
        Assert.DoesNotContain(Dockerfile, line => line.StartsWith("ADD ", StringComparison.Ordinal) || line.StartsWith("ARG ", StringComparison.Ordinal));
    }

    [GeneratedRegex("[0-9a-fA-F]{16,}|BEGIN |zkml_[a-z]+_")]
    private static partial Regex LooksSecret();

    [GeneratedRegex("/run/secrets/([^;]+)")]
    private static partial Regex Mount();
}
