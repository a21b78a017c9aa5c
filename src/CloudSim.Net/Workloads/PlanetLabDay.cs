using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using System.Globalization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// A day of CPU utilization in PlanetLab's format: a folder with a file for each machine, one integer percentage (0 to 100)
/// on each line, samples 300 s apart.
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

    /// <summary>Reads a day.</summary>
    /// <exception cref="InputException">No such folder, no file in it, an empty file, or a line that is no integer from 0 to
    /// 100.</exception>
    public static PlanetLabDay Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(folder, null, "no such folder", "a folder with a file for each machine");
        var files = Directory.GetFiles(folder);
        if (files.Length == 0)
            throw new InputException(folder, null, "the folder is empty", "a file for each machine, one percentage a line");
        Array.Sort(files, StringComparer.Ordinal);
        return new PlanetLabDay([.. files.Select(ReadMachine)]);
    }

    private static PlanetLabMachine ReadMachine(string file)
    {
        var percent = new List<byte>(288);
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (!int.TryParse(line.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 100)
                throw new InputException(file, number, $"'{Shown(line)}' is no percentage", "an integer from 0 to 100");
            percent.Add((byte)value);
        }
        if (percent.Count == 0)
            throw new InputException(file, null, "the file is empty", "one percentage a line, 300 s apart");
        return new PlanetLabMachine(Path.GetFileName(file), percent);
    }

    private static string Shown(string line) => line.Length <= 20 ? line : line[..20] + "...";
}
