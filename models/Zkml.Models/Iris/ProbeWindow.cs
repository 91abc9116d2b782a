namespace Zkml.Models.Iris;

/// <summary>
/// The window of a probe row: image rows Top … Top + Count − 1 under kernel rows KernelTop …. At the border the kernel is cropped
/// symmetrically, not shifted, and the last image row is never used: both as in open-iris.
/// </summary>
/// <param name="Top">First image row.</param>
/// <param name="Count">Rows.</param>
/// <param name="KernelTop">First kernel row.</param>
public readonly record struct ProbeWindow(int Top, int Count, int KernelTop);
