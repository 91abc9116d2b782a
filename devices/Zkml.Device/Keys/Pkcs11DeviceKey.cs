using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Zkml.Captures;

namespace Zkml.Device.Keys;

/// <summary>
/// A P-256 key inside a PKCS#11 token, where it was made and which it cannot leave: secure elements, HSMs, and SoftHSM2 in tests. One session, held
/// until disposed; calls are serialised, since a session signs one thing at a time.
/// </summary>
public sealed class Pkcs11DeviceKey : IDeviceKey
{
    /// <summary>DER of the object identifier of P-256.</summary>
    private static readonly byte[] Curve = Convert.FromHexString("06082a8648ce3d030107");

    private static readonly Pkcs11InteropFactories Factories = CreateFactories();
    private readonly IPkcs11Library _library;
    private readonly ISession _session;
    private readonly IObjectHandle _privateKey;
    private readonly Lock _lock = new();

    private Pkcs11DeviceKey(IPkcs11Library library, ISession session, IObjectHandle privateKey, P256PublicKey publicKey) =>
        (_library, _session, _privateKey, PublicKey) = (library, session, privateKey, publicKey);

    public P256PublicKey PublicKey { get; }

    /// <summary>Makes a key pair in the token.</summary>
    public static Pkcs11DeviceKey Generate(Pkcs11Location location, ReadOnlySpan<char> pin) => Open(location, pin, CreatePair);

    /// <summary>Finds the key pair in the token.</summary>
    public static Pkcs11DeviceKey Open(Pkcs11Location location, ReadOnlySpan<char> pin) => Open(location, pin, FindPair);

    public byte[] SignDigest(ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, SHA256.HashSizeInBytes, nameof(digest));
        using IMechanism ecdsa = _session.Factories.MechanismFactory.Create(CKM.CKM_ECDSA);
        lock (_lock)
        {
            return _session.Sign(ecdsa, _privateKey, digest.ToArray());
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _library.Dispose();
    }

    private static Pkcs11DeviceKey Open(
        Pkcs11Location location, ReadOnlySpan<char> pin, Func<ISession, string, (IObjectHandle Public, IObjectHandle Private)> pair)
    {
        IPkcs11Library library = Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, location.Library, AppType.MultiThreaded);
        byte[] pinBytes = new byte[Encoding.UTF8.GetByteCount(pin)];
        try
        {
            ISlot slot = library.GetSlotList(SlotsType.WithTokenPresent).SingleOrDefault(s => s.GetTokenInfo().Label.TrimEnd() == location.Token)
                ?? throw new CryptographicException("There is no token of this label.");
            ISession session = slot.OpenSession(SessionType.ReadWrite);
            Encoding.UTF8.GetBytes(pin, pinBytes);
            session.Login(CKU.CKU_USER, pinBytes);
            (IObjectHandle publicKey, IObjectHandle privateKey) = pair(session, location.Key);
            return new Pkcs11DeviceKey(library, session, privateKey, ReadPublicKey(session, publicKey));
        }
        catch
        {
            library.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pinBytes);
        }
    }

    /// <summary>Pkcs11Interop asks for "libdl", a name that Linux systems without development packages do not have.</summary>
    private static Pkcs11InteropFactories CreateFactories()
    {
        if (OperatingSystem.IsLinux())
        {
            NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, assembly, paths) =>
                name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", assembly, paths, out IntPtr library) ? library : IntPtr.Zero);
        }

        return new Pkcs11InteropFactories();
    }

    private static (IObjectHandle Public, IObjectHandle Private) CreatePair(ISession session, string label)
    {
        var factory = session.Factories.ObjectAttributeFactory;
        byte[] id = RandomNumberGenerator.GetBytes(16);
        List<IObjectAttribute> publicKey =
        [
            factory.Create(CKA.CKA_TOKEN, true), factory.Create(CKA.CKA_LABEL, label), factory.Create(CKA.CKA_ID, id),
            factory.Create(CKA.CKA_VERIFY, true), factory.Create(CKA.CKA_EC_PARAMS, Curve),
        ];
        List<IObjectAttribute> privateKey =
        [
            factory.Create(CKA.CKA_TOKEN, true), factory.Create(CKA.CKA_LABEL, label), factory.Create(CKA.CKA_ID, id),
            factory.Create(CKA.CKA_SIGN, true), factory.Create(CKA.CKA_PRIVATE, true), factory.Create(CKA.CKA_SENSITIVE, true),
            factory.Create(CKA.CKA_EXTRACTABLE, false),
        ];
        using IMechanism mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_EC_KEY_PAIR_GEN);
        session.GenerateKeyPair(mechanism, publicKey, privateKey, out IObjectHandle publicHandle, out IObjectHandle privateHandle);
        return (publicHandle, privateHandle);
    }

    private static (IObjectHandle Public, IObjectHandle Private) FindPair(ISession session, string label) =>
        (Find(session, CKO.CKO_PUBLIC_KEY, label), Find(session, CKO.CKO_PRIVATE_KEY, label));

    private static IObjectHandle Find(ISession session, CKO kind, string label)
    {
        var factory = session.Factories.ObjectAttributeFactory;
        List<IObjectHandle> found = session.FindAllObjects(
            [factory.Create(CKA.CKA_CLASS, kind), factory.Create(CKA.CKA_KEY_TYPE, CKK.CKK_EC), factory.Create(CKA.CKA_LABEL, label)]);
        return found is [IObjectHandle one] ? one : throw new CryptographicException("The token has no key of this label, or several.");
    }

    /// <summary>CKA_EC_POINT is the DER octet string of the uncompressed point: 04 41 04 x y.</summary>
    private static P256PublicKey ReadPublicKey(ISession session, IObjectHandle handle)
    {
        List<IObjectAttribute> attributes = session.GetAttributeValue(handle, [CKA.CKA_EC_PARAMS, CKA.CKA_EC_POINT]);
        byte[] point = attributes[1].GetValueAsByteArray();
        return attributes[0].GetValueAsByteArray().AsSpan().SequenceEqual(Curve)
            && point is [0x04, 0x41, 0x04, ..]
            && P256PublicKey.TryRead(point.AsSpan(3), out P256PublicKey? key)
            ? key
            : throw new CryptographicException("The token's key is no P-256 key.");
    }
}
