using System.Buffers.Binary;
using System.Text;
using Zkml.Captures;
using Zkml.Device;
using Zkml.EndToEnd.Tests.Support;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Face;

namespace Zkml.EndToEnd.Tests;

/// <summary>A face through three processes, with a model that people use; and nothing of the image or its template is anywhere once it is attested.</summary>
[Trait("Category", "Slow")]
public sealed class WhatIsKeptOfFaces
{
    private const string Model = "espdl-mfn-int8-qdq.onnx";

    /// <summary>The shortest runs that count, and so many numbers of four bytes one after the other.</summary>
    private const int Pixels = 16, TemplateBytes = 12, Numbers = 12;

    private readonly SecretRuns _secrets = new();
    private readonly List<byte[]> _samples = [];

    [Fact]
    public async Task Nothing_of_a_face_or_its_template_is_left_in_files_databases_messages_logs_traces_or_memory()
    {
        byte[] file = await File.ReadAllBytesAsync(SharedData.Require("models", Model));
        using var models = new TemporaryFolder();
        await File.WriteAllBytesAsync(models.File("any-name.onnx"), file);
        await using TelemetrySink sink = await TelemetrySink.StartAsync();
        await using House house = await House.StartAsync(
            [.. sink.Settings, ("Models:Directory", models.Path), ("Attestation:AttestWithoutUniqueness", "true")]);
        using SimulatedDevice device = (await house.RegisterDevicesAsync(1))[0];
        Sighting face = Face();
        Remember(face, file);

        Ending ending = await (await Capture.SubmitAsync(house, device, 0, face)).EndAsync(house);
        Assert.True(ending.State == "attested", $"{ending.State}\n{house.Prover.Log}\n{house.Attestation.Log}");
        await Eventually.HoldsAsync(async () => await Rows.LivingKeysAsync(house) == 0);
        Assert.NotEmpty(await Capture.BundleAsync(house, ending.Attestation!.Value));

        Assert.NotEmpty(_secrets.InMemoryOf(Environment.ProcessId));
        Assert.All(house.Services.Select(service => service.ProcessId!.Value), process => Assert.Empty(_secrets.InMemoryOf(process)));
        foreach (string database in House.Databases)
        {
            NotIn(Encoding.UTF8.GetBytes(await house.Database.DumpAsync(database)));
        }

        Assert.All(house.Services, service => NotIn(Encoding.UTF8.GetBytes(service.Log)));
        NotIn(sink.Received);
        await house.Broker.KillAsync();
        await house.Database.KillAsync();
        Assert.All((string[])[house.Folder.Path, house.Broker.Folder, house.Database.DataFolder], folder =>
        {
            Assert.Empty(_secrets.InFiles(folder));
            Assert.All(_samples, sample => Assert.Empty(Traces.Find(folder, sample)));
        });
    }
    /// <summary>Pixels as no camera makes them: no run of them is anywhere by chance.</summary>
    private static Sighting Face()
    {
        ImageShape shape = ImageShape.Face(112, 112);
        byte[] pixels = new byte[shape.PixelsLength];
        new Random(801).NextBytes(pixels);
        return new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = default,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
    }

    /// <summary>Pixels as bytes and, colour by colour, as the numbers that the model reads; the template as bytes and as numbers.</summary>
    private void Remember(Sighting face, byte[] file)
    {
        Assert.True(PixelModelFile.TryImport(file, PixelScale.Symmetric, out PixelModel? model, out string problem), problem);
        byte[] pixels = face.Pixels.ToArray();
        int[] template = FaceProver.Template(model, pixels);
        byte[] packed = [.. template.Select(value => (byte)value)];
        _secrets.Add(pixels, Pixels);
        _secrets.Add(packed, TemplateBytes);
        _samples.AddRange([pixels[20_000..20_024], packed[100..124]]);
        _secrets.AddExact(Written([.. Enumerable.Range(3000, Numbers).Select(i => (int)pixels[3 * i])]));
        _secrets.AddExact(Written(template[100..(100 + Numbers)]));
    }

    /// <summary>As they lie in memory.</summary>
    private static byte[] Written(int[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        }

        return bytes;
    }

    /// <summary>Neither as it is, nor as hexadecimal digits or base64.</summary>
    private void NotIn(byte[] bytes)
    {
        Assert.False(_secrets.AreIn(bytes));
        Assert.All(_samples, sample => Assert.False(Traces.In(bytes, sample)));
    }
}
