using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using System.Globalization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// A day of CPU utilization in PlanetLab's format: a folder with a file for each machine, one integer percentage (0 to 100)
/// on each line, samples 300 s apart, as many of each machine.
/// </summary>
/// <param name="Machines">The machines in order of their file names.</param>
public sealed record PlanetLabDay(IReadOnlyList<PlanetLabMachine> Machines)
{
    /// <summary>The machines in order of their file names.</summary>
    public IReadOnlyList<PlanetLabMachine> Machines { get; init => field = Check.NotNull(value); } = Check.NotNull(Machines);

    /// <summary>Time between two samples.</summary>
    public static TimeSpan Interval(Parameters parameters) => parameters.Beside<PlanetLabDay>().Duration("interval");

    /// <summary>Speed of a traced machine's core against one of a host of today.</summary>
    public static double CoreSpeed(Parameters parameters) => parameters.Beside<PlanetLabDay>().Ratio("core_speed");

    /// <summary>Number of samples of all machines.</summary>
    public long Samples => Machines.Sum(m => (long)m.Percent.Count);

    /// <summary>Mean of all samples in percent.</summary>
    public double MeanPercent => Machines.Sum(m => m.Percent.Sum(p => (double)p)) / Samples;

    /// <summary>The machines in a random order.</summary>
    public IReadOnlyList<PlanetLabMachine> Shuffled(RandomStream stream)
    {
        var machines = Machines.ToArray();
        for (var i = machines.Length - 1; i > 0; i--)
        {
            var other = stream.Next(i + 1);
            (machines[i], machines[other]) = (machines[other], machines[i]);
        }
        return machines;
    }

    /// <summary>Reads a day; see <see cref="InputFiles"/> for how many files and how long ones are taken.</summary>
    /// <exception cref="InputException">No such folder, no file in it, an empty file, a line that is no integer from 0 to 100, or a file
    /// with more or fewer lines than the first.</exception>
    public static PlanetLabDay Read(string folder)
    {
        const string Right = "a file for each machine, one percentage a line";
        var files = InputFiles.In(folder, Right);
        if (files.Count == 0)
            throw new InputException(folder, null, "the folder is empty", Right);
        var machines = new List<PlanetLabMachine>(files.Count);
        foreach (var file in files)
        {
            machines.Add(ReadMachine(file));
            var (lines, first) = (machines[^1].Percent.Count, machines[0]);
            if (lines != first.Percent.Count)
                throw new InputException(file, null, $"{lines} samples, where {first.Name} has {first.Percent.Count}",
                    "as many samples of each machine: a day has one length");
        }

        return new PlanetLabDay(machines);
    }

    /// <summary>The machines in the order in which a file names them, one on each line; blank lines at its end are none.</summary>
    /// <exception cref="InputException">The file names a machine twice, one that the day has not, or not all of them.</exception>
    public PlanetLabDay InOrder(string file)
    {
        var left = Machines.ToDictionary(machine => machine.Name, StringComparer.Ordinal);
        var (machines, seen) = (new List<PlanetLabMachine>(Machines.Count), new HashSet<string>(StringComparer.Ordinal));
        using var reader = InputFiles.Open(file);
        for (var line = 1; reader.ReadLine()?.Trim() is { } name; line++)
        {
            if (name.Length == 0 && left.Count == 0)
                continue;
            if (left.Remove(name, out var machine))
                machines.Add(machine);
            else
                throw new InputException(file, line, seen.Contains(name) ? $"'{Printable.Of(name, most: 60)}' stands twice"
                    : $"the day has no machine '{Printable.Of(name, most: 60)}'", "each machine's file name once, one a line");
            seen.Add(name);
        }

        return left.Count == 0 ? this with { Machines = machines } : throw new InputException(file, null,
            $"{left.Count} machines of the day are missing, the first is '{left.Keys.Order(StringComparer.Ordinal).First()}'",
            "each machine's file name once, one a line");
    }

    private static PlanetLabMachine ReadMachine(string file)
    {
        var percent = new List<byte>(288);
        using var reader = InputFiles.Open(file);
        while (reader.ReadLine() is { } line)
        {
            if (!int.TryParse(line.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 100)
                throw new InputException(file, percent.Count + 1, $"'{Printable.Of(line, most: 20)}' is no percentage",
                    "an integer from 0 to 100");
            percent.Add((byte)value);
        }
        return new PlanetLabMachine(Path.GetFileName(file), percent);
    }
}
