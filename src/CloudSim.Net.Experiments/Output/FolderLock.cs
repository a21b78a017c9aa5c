namespace CloudSim.Net.Experiments.Output;

/// <summary>
/// Held by the one run that writes to a folder: an open file that no other process can open. What a killed process left behind holds
/// nobody up.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int Tries = 100, MostOwner = 32;
    private const int SharingOnWindows = unchecked((int)0x80070020), SharingOnLinux = 11, SharingOnMac = 35;

    private readonly string folder;
    private readonly FileStream file;

    /// <summary>Makes the folder if it is missing, and takes its lock.</summary>
    /// <exception cref="InputException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public FolderLock(string folder)
    {
        this.folder = folder;
        file = Take();
        try
        {
            File.Delete(Owner);
            File.WriteAllText(Owner, $"{System.Environment.ProcessId}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gives the lock back, and removes the folder if it is empty then.</summary>
    public void Dispose()
    {
        File.Delete(Owner);
        file.Dispose();
        try
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another run has come in the meantime.
        }
    }

    private string Owner => Path.Combine(folder, "process");

    private FileStream Take()
    {
        for (var left = Tries; ; left--)
            try
            {
                Directory.CreateDirectory(folder);
                return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                    FileOptions.DeleteOnClose);
            }
            catch (DirectoryNotFoundException) when (left > 0)
            {
                // Another run has just ended and removed the folder.
            }
            catch (IOException e) when (e.HResult is SharingOnWindows or SharingOnLinux or SharingOnMac)
            {
                throw new InputException("--out", null, $"{Holder()} writes to '{Path.GetDirectoryName(folder)}' now",
                    "wait until it has ended, or give another folder", e);
            }
    }

    private string Holder()
    {
        try
        {
            var isSmall = new FileInfo(Owner).Length is > 0 and < MostOwner;
            return isSmall && int.TryParse(File.ReadAllText(Owner), out var process) ? $"process {process}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
