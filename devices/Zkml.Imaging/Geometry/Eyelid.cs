namespace Zkml.Imaging;

/// <summary>The edge of an eyelid as a parabola, y = ApexY + Curvature · (x − ApexX)²; y down, so that an upper eyelid has positive curvature.</summary>
public readonly record struct Eyelid(double ApexX, double ApexY, double Curvature)
{
    public double At(double x) => ApexY + Curvature * (x - ApexX) * (x - ApexX);
}
