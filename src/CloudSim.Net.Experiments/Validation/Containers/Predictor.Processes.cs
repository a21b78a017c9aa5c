using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Validation.Containers;

public sealed partial class Predictor
{
    private double? Clone(MeasuredPoint p)
    {
        var kinds = p["flags"] == "all7" ? NamespaceKinds.Container | NamespaceKinds.User
            : p["flags"].Split('+').Aggregate(NamespaceKinds.None, (all, one) => all | Kind(one));
        var clone = Steps.Clone(kinds, Steps.SystemMounts);
        return p.What.Contains("syscall") ? Alone(clone) : p.What.Contains("exit + wait")
            ? Alone(clone, Steps.Plain("exit and wait", "exit_wait"), Steps.CloseNamespaces(kinds, Steps.SystemMounts)) : null;
    }

    private double? Processes(MeasuredPoint p)
    {
        var (clone, exec, exit) = (Steps.Clone(NamespaceKinds.None, 0), Steps.Plain("exec", "exec_static"),
            Steps.Plain("exit and wait", "exit_wait"));
        switch (p["call"])
        {
            case "vfork+exec": return Alone(clone, exec);
            case "posix_spawn": return Alone(clone, exec, Steps.Plain("libraries", "exec_dynamic"));
            case "fork": return Alone(clone, Steps.PageTables(p.Number("parent_touched_mib").MiB), exit);
            case "fork+exec": return Alone(clone, Steps.PageTables(p.Number("parent_touched_mib").MiB), exec, exit);
            default: return null;
        }
    }

    private double Alone(params Step[] steps) => new StepBench(parameters).Run(1, 40, TimeSpan.Zero, steps).Total;
}
