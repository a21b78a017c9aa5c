using System.Globalization;
using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments;

/// <summary>The options <c>--host</c>, <c>--cores</c> and <c>--memory</c>: which machine a script simulates.</summary>
internal sealed record MachineOptions(
    IReadOnlyDictionary<string, Func<Parameters, HostModel>> Known, string Otherwise, int? OwnCores, Bytes? OwnMemory,
    ScriptOption<string?> Model, ScriptOption<int?> Cores, ScriptOption<Bytes?> Memory)
{
    /// <summary>
    /// The numbers with those of the machine that was asked for. A larger memory brings more files: a tenth of it in KiB
    /// (<c>files_maxfs_init</c>).
    /// </summary>
    /// <exception cref="InputException">There is no such machine, or a number of it is set twice.</exception>
    public Parameters Apply(Parameters parameters, Settings settings)
    {
        var (model, isOwn) = (Name(settings), Model.Of(settings.Parsed) is null);
        if ((Cores.Of(settings.Parsed) ?? (isOwn ? OwnCores : null)) is { } cores)
            parameters = Set(parameters, $"{model}.cores", $"{cores}", Cores.Name, Cores.Of(settings.Parsed) is null);
        if ((Memory.Of(settings.Parsed) ?? (isOwn ? OwnMemory : null)) is not { } memory)
            return parameters;
        var sheet = ParameterSheet.Named(model);
        var size = memory.Count % (1 << 20) == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{memory.GiB}GiB") : $"{memory.Count}B";
        parameters = Set(parameters, $"{model}.memory", size, Memory.Name, Memory.Of(settings.Parsed) is null);
        return sheet.Has("file_max")
            ? Set(parameters, $"{model}.file_max", string.Create(CultureInfo.InvariantCulture,
                $"{Math.Floor(sheet.Count("file_max").Value * (memory / sheet.Bytes("memory"))):0}"), Memory.Name, isDefault: true)
            : parameters;
    }

    /// <exception cref="ParameterException">The machine cannot be made with these numbers.</exception>
    public HostModel Make(Parameters parameters, Settings settings) => Known[Name(settings)](parameters);

    private string Name(Settings settings)
    {
        var name = Model.Of(settings.Parsed) ?? Otherwise;
        return Known.Keys.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(Model.Name, null, $"'{name}' is no machine", Spelling.Hint(name, [.. Known.Keys]));
    }

    private static Parameters Set(Parameters parameters, string name, string value, string option, bool isDefault)
    {
        if (parameters.Overrides.All(o => $"{o.Sheet}.{o.Name}" != name))
            return parameters.With(name, value);
        return isDefault ? parameters : throw new InputException(option, null, $"--set {name} says it too", "give one of the two");
    }
}
