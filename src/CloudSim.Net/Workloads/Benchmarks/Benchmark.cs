using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads.Benchmarks;

/// <summary>Published benchmarks and two programs that nothing was calibrated on, as rates of events: the same on every platform.</summary>
public static class Benchmark
{
    /// <summary>SPEC CINT2000 on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile SpecInt { get; } = Read(nameof(SpecInt), "SPEC INT2000");

    /// <summary>Build of a Linux 2.4 kernel on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile KernelBuild { get; } = Read(nameof(KernelBuild), "Linux build (2003)");

    /// <summary>Open Source Database Benchmark, information retrieval, on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile OsdbIr { get; } = Read(nameof(OsdbIr), "OSDB-IR (2003)");

    /// <summary>Open Source Database Benchmark, transactions, on a machine of 2003; one unit is a tuple.</summary>
    public static WorkProfile OsdbOltp { get; } = Read(nameof(OsdbOltp), "OSDB-OLTP (2003)");

    /// <summary>dbench, the file system's side of a file server, on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile Dbench { get; } = Read(nameof(Dbench), "dbench (2003)");

    /// <summary>SPEC WEB99 with Apache on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile SpecWeb { get; } = Read(nameof(SpecWeb), "SPEC WEB99 (2003)");

    /// <summary>ttcp over Ethernet with frames of 1,500 bytes; one unit is 16 KiB.</summary>
    public static WorkProfile Ttcp1500 { get; } = Read(nameof(Ttcp1500), "ttcp, MTU 1500");

    /// <summary>ttcp with an MTU of 500; one unit is 16 KiB.</summary>
    public static WorkProfile Ttcp500 { get; } = Read(nameof(Ttcp500), "ttcp, MTU 500");

    /// <summary>Linpack (dense solver of a tuned library); one unit is a millisecond.</summary>
    public static WorkProfile Linpack { get; } = Read(nameof(Linpack), "Linpack");

    /// <summary>PXZ, parallel LZMA compression; one unit is a millisecond.</summary>
    public static WorkProfile Pxz { get; } = Read(nameof(Pxz), "PXZ");

    /// <summary>STREAM, sequential memory bandwidth; one unit is a millisecond.</summary>
    public static WorkProfile Stream { get; } = Read(nameof(Stream), "STREAM");

    /// <summary>RandomAccess, updates of random words; one unit is a millisecond.</summary>
    public static WorkProfile RandomAccess { get; } = Read(nameof(RandomAccess), "RandomAccess");

    /// <summary>netperf request and response; one unit is a transaction on the server.</summary>
    public static WorkProfile NetperfRr { get; } = Read(nameof(NetperfRr), "netperf RR");

    /// <summary>A bulk TCP transfer; one unit is 64 KiB.</summary>
    public static WorkProfile BulkTcp { get; } = Read(nameof(BulkTcp), "bulk TCP");

    /// <summary>fio, random operations of 4 KiB; one unit is an operation.</summary>
    public static WorkProfile FioRandom { get; } = Read(nameof(FioRandom), "fio random");

    /// <summary>SysBench OLTP on MySQL with clients on another machine; one unit is a transaction.</summary>
    public static WorkProfile MySqlOltp { get; } = Read(nameof(MySqlOltp), "MySQL OLTP");

    /// <summary>A compiler that translates one file; one unit is a millisecond. Nothing was calibrated on it.</summary>
    public static WorkProfile CompilerRun { get; } = Read(nameof(CompilerRun), "compiler run");

    /// <summary>An embedded database that commits one row after the other; one unit is a commit. Nothing was calibrated on it.</summary>
    public static WorkProfile CommitLoop { get; } = Read(nameof(CommitLoop), "commit loop");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WorkProfile> All { get; } =
    [
        SpecInt, KernelBuild, OsdbIr, OsdbOltp, Dbench, SpecWeb, Ttcp1500, Ttcp500, Linpack, Pxz, Stream, RandomAccess,
        NetperfRr, BulkTcp, FioRandom, MySqlOltp, CompilerRun, CommitLoop,
    ];

    /// <summary>Their data files.</summary>
    public static IReadOnlyList<ParameterSheet> Sheets { get; } =
    [
        .. new[]
        {
            nameof(SpecInt), nameof(KernelBuild), nameof(OsdbIr), nameof(OsdbOltp), nameof(Dbench), nameof(SpecWeb), nameof(Ttcp1500),
            nameof(Ttcp500),
            nameof(Linpack), nameof(Pxz), nameof(Stream), nameof(RandomAccess), nameof(NetperfRr), nameof(BulkTcp), nameof(FioRandom),
            nameof(MySqlOltp), nameof(CompilerRun), nameof(CommitLoop),
        }.Select(ParameterSheet.Named),
    ];

    private static WorkProfile Read(string sheet, string name) => WorkProfile.From(ParameterSheet.Named(sheet), name);
}
