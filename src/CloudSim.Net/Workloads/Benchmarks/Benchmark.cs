using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads.Benchmarks;

/// <summary>Published benchmarks and two programs that nothing was calibrated on, as rates of events: the same on every platform.</summary>
public static class Benchmark
{
    /// <summary>SPEC CINT2000 on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile SpecInt(Parameters parameters) => Read(parameters, nameof(SpecInt), "SPEC INT2000");

    /// <summary>Build of a Linux 2.4 kernel on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile KernelBuild(Parameters parameters) => Read(parameters, nameof(KernelBuild), "Linux build (2003)");

    /// <summary>Open Source Database Benchmark, information retrieval, on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile OsdbIr(Parameters parameters) => Read(parameters, nameof(OsdbIr), "OSDB-IR (2003)");

    /// <summary>Open Source Database Benchmark, transactions, on a machine of 2003; one unit is a tuple.</summary>
    public static WorkProfile OsdbOltp(Parameters parameters) => Read(parameters, nameof(OsdbOltp), "OSDB-OLTP (2003)");

    /// <summary>dbench, the file system's side of a file server, on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile Dbench(Parameters parameters) => Read(parameters, nameof(Dbench), "dbench (2003)");

    /// <summary>SPEC WEB99 with Apache on a machine of 2003; one unit is a millisecond.</summary>
    public static WorkProfile SpecWeb(Parameters parameters) => Read(parameters, nameof(SpecWeb), "SPEC WEB99 (2003)");

    /// <summary>ttcp over Ethernet with frames of 1,500 bytes; one unit is 16 KiB.</summary>
    public static WorkProfile Ttcp1500(Parameters parameters) => Read(parameters, nameof(Ttcp1500), "ttcp, MTU 1500");

    /// <summary>ttcp with an MTU of 500; one unit is 16 KiB.</summary>
    public static WorkProfile Ttcp500(Parameters parameters) => Read(parameters, nameof(Ttcp500), "ttcp, MTU 500");

    /// <summary>Linpack (dense solver of a tuned library); one unit is a millisecond.</summary>
    public static WorkProfile Linpack(Parameters parameters) => Read(parameters, nameof(Linpack), "Linpack");

    /// <summary>PXZ, parallel LZMA compression; one unit is a millisecond.</summary>
    public static WorkProfile Pxz(Parameters parameters) => Read(parameters, nameof(Pxz), "PXZ");

    /// <summary>STREAM, sequential memory bandwidth; one unit is a millisecond.</summary>
    public static WorkProfile Stream(Parameters parameters) => Read(parameters, nameof(Stream), "STREAM");

    /// <summary>RandomAccess, updates of random words; one unit is a millisecond.</summary>
    public static WorkProfile RandomAccess(Parameters parameters) => Read(parameters, nameof(RandomAccess), "RandomAccess");

    /// <summary>netperf request and response; one unit is a transaction on the server.</summary>
    public static WorkProfile NetperfRr(Parameters parameters) => Read(parameters, nameof(NetperfRr), "netperf RR");

    /// <summary>A bulk TCP transfer; one unit is 64 KiB.</summary>
    public static WorkProfile BulkTcp(Parameters parameters) => Read(parameters, nameof(BulkTcp), "bulk TCP");

    /// <summary>fio, random operations of 4 KiB; one unit is an operation.</summary>
    public static WorkProfile FioRandom(Parameters parameters) => Read(parameters, nameof(FioRandom), "fio random");

    /// <summary>SysBench OLTP on MySQL with clients on another machine; one unit is a transaction.</summary>
    public static WorkProfile MySqlOltp(Parameters parameters) => Read(parameters, nameof(MySqlOltp), "MySQL OLTP");

    /// <summary>A compiler that translates one file; one unit is a millisecond. Nothing was calibrated on it.</summary>
    public static WorkProfile CompilerRun(Parameters parameters) => Read(parameters, nameof(CompilerRun), "compiler run");

    /// <summary>An embedded database that commits one row after the other; one unit is a commit. Nothing was calibrated on it.</summary>
    public static WorkProfile CommitLoop(Parameters parameters) => Read(parameters, nameof(CommitLoop), "commit loop");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WorkProfile> All(Parameters parameters) => parameters.Make<IReadOnlyList<WorkProfile>>(
        nameof(Benchmark), p =>
    [
        SpecInt(p), KernelBuild(p), OsdbIr(p), OsdbOltp(p), Dbench(p), SpecWeb(p), Ttcp1500(p), Ttcp500(p), Linpack(p), Pxz(p), Stream(p),
        RandomAccess(p), NetperfRr(p), BulkTcp(p), FioRandom(p), MySqlOltp(p), CompilerRun(p), CommitLoop(p),
    ]);

    private static WorkProfile Read(Parameters parameters, string sheet, string name) =>
        parameters.Make(sheet, p => WorkProfile.From(p[sheet], name));
}
