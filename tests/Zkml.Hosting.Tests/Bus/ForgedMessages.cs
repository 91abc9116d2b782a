using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Tests.Bus;

public sealed class ForgedMessages : IDisposable
{
    private readonly BusKeys _keys = new(Options.Create(new BusOptions()));
    private readonly MessageType _type = MessageCatalogue.Of<ProofRejected>();
    private readonly MessageSeal _seal;
    private readonly byte[] _body;
    private readonly string _signature;

    public ForgedMessages()
    {
        _seal = new MessageSeal(_keys);
        _body = _type.Write(Messages.Rejected());
        _signature = _seal.Sign(_type, _body);
    }

    [Fact]
    public void What_its_publisher_signed_is_taken()
    {
        Assert.Equal(RefusalReason.None, Open(_type.Name, "prover", _signature, _body));
    }

    [Fact]
    public void Any_changed_bit_of_the_body_is_refused()
    {
        for (int bit = 0; bit < 8 * _body.Length; bit += 37)
        {
            byte[] changed = [.. _body];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", _signature, changed));
        }
    }

    [Fact]
    public void Another_name_on_a_signed_body_is_refused()
    {
        Assert.Equal(RefusalReason.Signature, Open("zkml.v1.proof-started", "prover", _signature, _body));
        Assert.Equal(RefusalReason.UnknownMessage, Open("zkml.v2.proof-rejected", "prover", _signature, _body));
        Assert.Equal(RefusalReason.UnknownMessage, Open(null, "prover", _signature, _body));
    }

    [Fact]
    public void A_service_cannot_send_what_another_one_publishes()
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"zkml-bus-1\0{_type.Name}\0attestation\0"), .. _body];
        string signature = System.Buffers.Text.Base64Url.EncodeToString(_keys.Sign(Service.Attestation, signed));

        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "attestation", signature, _body));
        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", signature, _body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_signature_that_is_none_is_refused(string? signature)
    {
        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", signature, _body));
    }

    [Fact]
    public void Another_spelling_of_a_good_signature_is_refused()
    {
        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", _signature + "==", _body));
        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", " " + _signature[1..], _body));
    }

    [Fact]
    public void A_key_that_is_not_trusted_is_refused()
    {
        using BusKeys strangers = new(Options.Create(new BusOptions()));

        Assert.Equal(RefusalReason.Signature, Open(_type.Name, "prover", new MessageSeal(strangers).Sign(_type, _body), _body));
    }

    [Fact]
    public void A_signed_body_that_is_not_the_message_is_refused()
    {
        byte[] body = Encoding.UTF8.GetBytes("{}");

        Assert.Equal(RefusalReason.Malformed, Open(_type.Name, "prover", _seal.Sign(_type, body), body));
    }

    [Fact]
    public void A_body_above_the_limit_is_refused_before_its_signature_is_looked_at()
    {
        byte[] body = new byte[MessageType.LargestBody + 1];

        Assert.Equal(RefusalReason.TooLarge, Open(_type.Name, "prover", null, body));
    }

    [Fact]
    public void An_old_and_a_new_key_are_both_trusted_while_keys_are_changed()
    {
        using TemporaryFolder folder = new();
        using ECDsa oldKey = ECDsa.Create(ECCurve.NamedCurves.nistP256), newKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.File("old.pub"), oldKey.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(folder.File("new.pub"), newKey.ExportSubjectPublicKeyInfoPem());
        using BusKeys receiver = new(Options.Create(new BusOptions
        {
            Transport = BusTransport.RabbitMq,
            TrustedKeys = { [Service.Prover] = [folder.File("old.pub"), folder.File("new.pub")] },
        }));

        foreach (ECDsa key in new[] { oldKey, newKey })
        {
            File.WriteAllText(folder.File("key"), key.ExportPkcs8PrivateKeyPem());
            using BusKeys sender = new(Options.Create(new BusOptions
            {
                Transport = BusTransport.RabbitMq,
                SigningKeys = { [Service.Prover] = folder.File("key") },
            }));
            string signature = new MessageSeal(sender).Sign(_type, _body);
            Assert.True(new MessageSeal(receiver).TryOpen(_type.Name, "prover", signature, _body, out _, out _));
        }
    }

    public void Dispose() => _keys.Dispose();

    private RefusalReason Open(string? name, string? signer, string? signature, byte[] body)
    {
        bool taken = _seal.TryOpen(name, signer, signature, body, out Message? message, out RefusalReason reason);
        Assert.Equal(taken, message is not null);
        return reason;
    }
}
