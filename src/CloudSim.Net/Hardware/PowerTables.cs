using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>
/// Power by load of machines as SPECpower_ssj2008 measured them, 2006 to 2021 (<c>PowerTables.csv</c>). They sleep by suspend to RAM.
/// </summary>
public static class PowerTables
{
    // The beginning of a machine's rows in the data file.
    private static readonly SortedDictionary<string, string> Rows = new(StringComparer.Ordinal)
    {
        ["DellR630"] = "dell_r630", ["DellR640"] = "dell_r640", ["DellR710"] = "dell_r710", ["DellR720"] = "dell_r720",
        ["DellR740"] = "dell_r740", ["DellR820"] = "dell_r820", ["DellR830"] = "dell_r830", ["DellR6515"] = "dell_r6515",
        ["DellR7515"] = "dell_r7515", ["FujitsuRx300S4"] = "fujitsu_rx300_s4", ["HpMl110G3"] = "hp_ml110_g3",
        ["HpMl110G4"] = "hp_ml110_g4", ["HpMl110G5"] = "hp_ml110_g5", ["HpeDl110Gen10Plus"] = "hpe_dl110_gen10_plus",
        ["HpeDl345Gen10Plus"] = "hpe_dl345_gen10_plus", ["HpeDl380Gen10Plus"] = "hpe_dl380_gen10_plus",
        ["IbmX3250X3470"] = "ibm_x3250_x3470", ["IbmX3250X3480"] = "ibm_x3250_x3480", ["IbmX3550X5670"] = "ibm_x3550_x5670",
        ["IbmX3550X5675"] = "ibm_x3550_x5675", ["IbmX3650M2"] = "ibm_x3650_m2",
    };

    /// <summary>The machines, by name; where two differ in their processor alone it is part of the name.</summary>
    public static IReadOnlyCollection<string> Machines => Rows.Keys;

    /// <summary>The table of a machine.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="machine">Its name, for instance <c>DellR720</c>.</param>
    /// <exception cref="ArgumentException">No such machine; the message lists them.</exception>
    public static PowerModel Of(Parameters parameters, string machine)
    {
        if (!Rows.TryGetValue(Check.NotNull(machine), out var rows))
            throw new ArgumentException($"no power of '{machine}' is known (known: {string.Join(", ", Machines)})", nameof(machine));
        return parameters.Make(machine, p =>
        {
            var sheet = p[nameof(PowerTables)];
            var model = new PowerModel([.. Enumerable.Range(0, PowerModel.Count).Select(i => sheet.Watts($"{rows}_{10 * i}").Value)]);
            return model with { Sleep = SleepState.SuspendToRam(p, model.Full), Uses = p.Uses };
        });
    }

    /// <summary>All of them, in order of name.</summary>
    public static IReadOnlyList<PowerModel> All(Parameters parameters) => [.. Machines.Select(machine => Of(parameters, machine))];

    /// <summary>
    /// Operations a second of the Dell R630 at 100 % load: at a load the benchmark asks for so many percent of them.
    /// </summary>
    public static Frequency DellR630Operations(Parameters parameters) =>
        parameters[nameof(PowerTables)].Frequency("dell_r630_ssj_ops");
}
