using Zkml.Imaging;
using Zkml.Matching;
using Zkml.Matching.Templates;

namespace Zkml.Cli.Demo;

/// <summary>Pictures of what the camera saw and of the template, made only to be written where the user asked for them.</summary>
public sealed class DemoPictures
{
    private readonly Pictures _pictures = new(new SkiaImageCodec());

    public Dictionary<string, byte[]> Files { get; } = [];

    public void AddEye(GreyImage eye, IrisView view)
    {
        Files["eye.png"] = _pictures.Eye(eye, view.Segmentation);
        Files["normalised.png"] = _pictures.Normalised(view.Iris);
    }

    public void AddCode(IrisTemplate template)
    {
        const int PerColumn = ShareLayout.Bits / ShareLayout.Columns;
        byte[] code = new byte[ShareLayout.Bits], mask = new byte[ShareLayout.Bits];
        for (int bit = 0; bit < code.Length; bit++)
        {
            int place = bit % ShareLayout.RowLength * ShareLayout.Rows + bit / ShareLayout.RowLength;
            (code[place], mask[place]) = ((byte)template.Code(bit), (byte)template.Mask(bit));
        }

        Files["code.png"] = _pictures.Code(code, mask, PerColumn);
        Array.Clear(code);
        Array.Clear(mask);
    }
}
