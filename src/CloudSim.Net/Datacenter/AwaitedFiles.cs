using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Programs and images that guests which were admitted will map when they start. A file is in memory once, however many map it: the first
/// who comes pays for it, and admission keeps room for it until then.
/// </summary>
internal sealed class AwaitedFiles(PageCache cache)
{
    private readonly Dictionary<string, (Bytes Size, int Users, int Waiting)> files = new(StringComparer.Ordinal);

    /// <summary>Memory that the files will take which nobody has mapped yet.</summary>
    public Bytes Sum
    {
        get
        {
            var sum = Bytes.Zero;
            foreach (var (name, file) in files)
                if (file.Waiting > 0 && cache.Mappings(name) == 0)
                    sum += file.Size;
            return sum;
        }
    }

    /// <summary>How much memory more a file takes if a guest is admitted that maps it.</summary>
    /// <exception cref="ArgumentException">Others use it with another size.</exception>
    public Bytes Needed(string name, Bytes size)
    {
        if (!files.TryGetValue(name, out var file))
            return size;
        if (file.Size != size)
            throw new ArgumentException($"'{name}' is mapped with {file.Size}, not {size}", nameof(size));
        return file.Waiting > 0 || cache.Mappings(name) > 0 ? Bytes.Zero : size;
    }

    /// <summary>A guest is admitted that will map it.</summary>
    public void Admit(string name, Bytes size)
    {
        var file = files.GetValueOrDefault(name);
        files[name] = (size, file.Users + 1, file.Waiting + 1);
    }

    /// <summary>One of them has mapped it.</summary>
    public void Map(string name) => files[name] = files[name] with { Waiting = files[name].Waiting - 1 };

    /// <summary>One of them has gone.</summary>
    /// <param name="name">The file.</param>
    /// <param name="mapped">Whether it had mapped it.</param>
    public void Leave(string name, bool mapped)
    {
        var (size, users, waiting) = files[name];
        if (users == 1)
            files.Remove(name);
        else
            files[name] = (size, users - 1, mapped ? waiting : waiting - 1);
    }
}
