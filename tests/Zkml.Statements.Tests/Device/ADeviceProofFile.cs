using CsCheck;
using Zkml.Statements.Device;

namespace Zkml.Statements.Tests.Device;

public sealed class ADeviceProofFile
{
    [Fact]
    public void Reads_back_what_was_written()
    {
        byte[] file = Sample();
        DeviceProofFile read = DeviceProofFile.TryDecode(file)!;
        Assert.Equal(DeviceCase.Parameters, read.Parameters);
        Assert.Equal(file, read.Encode());
    }

    [Fact]
    public void Has_one_form_only()
    {
        byte[] file = Sample();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Null(DeviceProofFile.TryDecode(file[..length]));
        }

        Assert.Null(DeviceProofFile.TryDecode([.. file, 0]));
        Assert.Null(DeviceProofFile.TryDecode(file[3..]));
    }

    [Fact]
    public void Changed_anywhere_is_another_file_or_none() =>
        Gen.Select(Gen.Int[0, Sample().Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = Sample();
            file[place] ^= change;
            return DeviceProofFile.TryDecode(file) is not { } read || read.Encode().AsSpan().SequenceEqual(file);
        });

    /// <summary>Before, the sum of offset and length was negative, the file was taken, and its statement threw.</summary>
    [Fact]
    public void With_a_context_beyond_every_message_is_refused()
    {
        DeviceParameters far = DeviceCase.Parameters with { ContextOffset = int.MaxValue };
        Assert.NotNull(far.Problem);
        Assert.Null(DeviceProofFile.TryDecode(new DeviceProofFile(far, new DevicePublics(new Fields.KoalaBear[8], new byte[32], new Fields.KoalaBear[8]), []).Encode()));
    }

    private static byte[] Sample() => new DeviceProofFile(
        DeviceCase.Parameters, new DevicePublics(new Fields.KoalaBear[8], new byte[32], new Fields.KoalaBear[8]), new byte[300]).Encode();
}
