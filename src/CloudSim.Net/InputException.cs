namespace CloudSim.Net;

/// <summary>
/// Input that a user gave cannot be used: one line says where, what is wrong and what would be right.
/// Scripts print it as <c>file:line: what is wrong (what would be right)</c> and end with exit code 2. Control characters of what the user
/// gave are shown by their codes (see <see cref="Printable"/>).
/// </summary>
public class InputException : Exception
{
    /// <summary>An error in a file, a folder or an option.</summary>
    /// <param name="file">The file or folder as the user gave it, or the option's name.</param>
    /// <param name="line">Line in the file, from 1; null where the whole file is meant.</param>
    /// <param name="what">What is wrong, for instance <c>'abc' is no number</c>.</param>
    /// <param name="right">What would be right, for instance <c>a whole percentage from 0 to 100</c>.</param>
    /// <param name="inner">What was thrown underneath, if anything.</param>
    public InputException(string file, int? line, string what, string right, Exception? inner = null)
        : base(Printable.Of(line is { } at ? $"{file}:{at}: {what} ({right})" : $"{file}: {what} ({right})"), inner) =>
        (File, Line, What, Right) = (file, line, what, right);

    /// <summary>The file or folder as the user gave it, or the option's name.</summary>
    public string File { get; }

    /// <summary>Line in the file, from 1; null where the whole file is meant.</summary>
    public int? Line { get; }

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>What would be right.</summary>
    public string Right { get; }
}
