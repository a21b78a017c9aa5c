namespace CloudSim.Net.Experiments.Output;

/// <summary>Moves away what should not be where it is, without losing it.</summary>
internal static class SetAside
{
    /// <summary>Renames a file or folder to <c>NAME.damaged</c>, or <c>NAME.damaged-2</c> and so on if there is one.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="InputException">It cannot be renamed.</exception>
    public static string Move(string path)
    {
        var aside = path + ".damaged";
        for (var i = 2; Path.Exists(aside); i++)
            aside = $"{path}.damaged-{i}";
        try
        {
            Directory.Move(path, aside);
            return aside;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, null, $"cannot be used, and not be set aside: {e.Message}", "remove it", e);
        }
    }
}
