using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads.Lmbench;

/// <summary>
/// One operation of lmbench on Linux 2.4, as the events that it consists of. Kernel work is what remains of the native time on the
/// machine of Barham et al. 2003; what an operation costs on another platform comes from the events alone.
/// </summary>
/// <param name="Name">What it does, for instance <c>fork</c>.</param>
/// <param name="Id">As in the list of published facts, for instance <c>T3-FORK_PROC</c>.</param>
/// <param name="Work">One operation.</param>
public sealed record LmbenchRow(string Name, string Id, WorkProfile Work) : IParameterized
{
    /// <summary>Every number that it was made of.</summary>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The rows of tables 3 (processes), 4 (context switches) and 5 (files and virtual memory).</summary>
    public static IReadOnlyList<LmbenchRow> All(Parameters parameters) => parameters.Make<IReadOnlyList<LmbenchRow>>(
        nameof(LmbenchRow), p =>
    [
        Read(p, "LmNullCall", "null call", "T3-NULL_CALL"),
        Read(p, "LmNullIo", "null io", "T3-NULL_IO"),
        Read(p, "LmStat", "stat", "T3-STAT"),
        Read(p, "LmOpenClose", "open close", "T3-OPEN_CLOSE"),
        Read(p, "LmSelectTcp", "select tcp", "T3-SELECT_TCP"),
        Read(p, "LmSigInstall", "sig install", "T3-SIG_INSTALL"),
        Read(p, "LmSigHandle", "sig handle", "T3-SIG_HANDLE"),
        Read(p, "LmFork", "fork", "T3-FORK_PROC"),
        Read(p, "LmExec", "exec", "T3-EXEC_PROC"),
        Read(p, "LmShell", "sh", "T3-SH_PROC"),
        Read(p, "LmContext2p0K", "2p0K switch", "T4-2p0K"),
        Read(p, "LmContext2p16K", "2p16K switch", "T4-2p16K"),
        Read(p, "LmContext2p64K", "2p64K switch", "T4-2p64K"),
        Read(p, "LmContext8p16K", "8p16K switch", "T4-8p16K"),
        Read(p, "LmContext8p64K", "8p64K switch", "T4-8p64K"),
        Read(p, "LmContext16p16K", "16p16K switch", "T4-16p16K"),
        Read(p, "LmContext16p64K", "16p64K switch", "T4-16p64K"),
        Read(p, "LmCreate0K", "create 0K", "T5-CREATE_0K"),
        Read(p, "LmDelete0K", "delete 0K", "T5-DELETE_0K"),
        Read(p, "LmCreate10K", "create 10K", "T5-CREATE_10K"),
        Read(p, "LmDelete10K", "delete 10K", "T5-DELETE_10K"),
        Read(p, "LmMmap", "mmap", "T5-MMAP_LATENCY"),
        Read(p, "LmProtFault", "prot fault", "T5-PROT_FAULT"),
        Read(p, "LmPageFault", "page fault", "T5-PAGE_FAULT"),
    ]);

    /// <summary>The row of this name.</summary>
    /// <exception cref="ArgumentException">No such row; the message lists them.</exception>
    public static LmbenchRow Named(Parameters parameters, string name)
    {
        var all = All(parameters.Unnoted());
        var row = all.FirstOrDefault(r => r.Name == name)
            ?? throw new ArgumentException($"no lmbench row '{name}' (known: {string.Join(", ", all.Select(r => r.Name))})");
        parameters.Use(row);
        return row;
    }

    private static LmbenchRow Read(Parameters parameters, string sheet, string name, string id) =>
        parameters.Make(sheet, p => new LmbenchRow(name, id, WorkProfile.From(p[sheet], name)) { Uses = p.Uses });
}
