namespace CloudSim.Net.Scheduling.Fluid;

/// <content>A task that is frozen leaves the shares; what it has not consumed is withheld. And one whose next mark has changed.</content>
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

    internal override void Retime(CpuTask task)
    {
        var member = (FluidTask)task.State;
        if (member.Class is not { } c)
            return; // it is told of its last mark yet
        Sync(member.Parent!);
        Account(member, task.Consumed + member.Progress(c.Clock));
        member.Aim(c.Clock);
        c.Retag(member);
        Changed(member.Parent!);
    }

    private protected override bool HasMovingGroups => true;
}
