namespace CloudSim.Net.Scheduling.Fluid;

/// <content>A task that is frozen leaves the shares; what it has not consumed is withheld.</content>
public sealed partial class FluidScheduler
{
    internal override void Suspend(CpuTask task)
    {
        var member = (FluidTask)task.State;
        if (member.Class is not { } c)
        {
            task.Withhold(); // it sleeps, or does when it has been told that its work has ended
            return;
        }

        Sync(member.Parent!);
        Account(member, task.Consumed + member.Progress(c.Clock));
        member.Start = c.Clock;
        if (!task.Withhold())
            return;
        member.Parent!.Part(member);
        Sleep(member);
        Changed(member.Parent!);
    }
}
