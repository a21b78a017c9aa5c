namespace CloudSim.Net.Images;

/// <summary>One instruction of a build file.</summary>
/// <param name="Keyword">In capitals, for instance <c>COPY</c>.</param>
/// <param name="Arguments">The rest of the line.</param>
/// <param name="Line">Line in the file, from 1.</param>
public sealed record BuildInstruction(string Keyword, string Arguments, int Line)
{
    /// <summary>The instruction as text: what the build cache compares.</summary>
    public override string ToString() => $"{Keyword} {Arguments}";
}
