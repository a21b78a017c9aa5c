using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <content>
/// A virtual machine that moves to another host while it runs: its kernel, its programs and what they wait for stay what they are; its
/// virtual CPUs, its VMM, its memory and its disk's cgroup are those of the other host from then on.
/// </content>
public sealed partial class Guest
{
    private CpuThrottle? throttle;
    private CpuTask? tracker;
    private long usedBefore; // of the hosts that it has left, in nanoseconds
    private (GuestProcesses Processes, Bytes Memory)? other; // on the host that it does not live on, while it moves

    /// <summary>CPU time that its cgroups have used, here and on the hosts that it has left, in nanoseconds.</summary>
    internal long UsedNs => usedBefore + Cgroup.Cpu.Stat.UsageNs;

    internal CpuThrottle Throttling => throttle ??= new(Host.Simulation, frozen =>
    {
        if (State != GuestState.Stopped)
            Group.IsSuspended = frozen;
    });

    /// <summary>What its programs have done with their time.</summary>
    internal GuestTime Times => new(Durations.OfNanoseconds(SpentByThreads()), Durations.OfNanoseconds(StealNs), Throttling.Stood);

    /// <summary>Its virtual CPUs lose so much together, and a CPU of the host does it.</summary>
    internal void Charge(Cycles work)
    {
        if (State == GuestState.Stopped || Nanoseconds(work) is not (> 0 and var time))
            return;
        Throttling.Owe(Durations.OfNanoseconds(time / Spec.VCpus));
        tracker ??= Host.Scheduler.CreateTask($"guest {Number} dirty tracking");
        tracker.Demand(time);
    }

    /// <summary>Its writes are no longer tracked: what that took so far is done to its end.</summary>
    internal void EndTracking()
    {
        tracker?.ExitWhenDone();
        tracker = null;
    }

    /// <summary>Takes on another host what it will hold there; its own stays until <see cref="EndMove"/>.</summary>
    /// <param name="target">The host.</param>
    /// <param name="name">The node's name, for a refusal.</param>
    /// <returns>Why it cannot move there, with nothing held; null if it is held.</returns>
    internal Refusal? Prepare(Host target, string name)
    {
        if (WhyNot(target) is { } reason)
            return reason;
        if (target.BoundBy(Platform, Spec, Resident) is { } boundBy)
            return new("host", $"{Short(target, boundBy)} on {name}");
        var there = new GuestProcesses(target, Platform, Spec, NameOf(target.NextNumber()));
        var (taken, charge) = Memory.Copy(there);
        if (!charge.Charged)
        {
            Leave(there);
            return new("host", $"asked {taken} of memory, {target.Memory.Available} available on {name}: {charge.Reason}");
        }

        other = (there, taken);
        return null;
    }

    /// <summary>It lives on the other host from now on.</summary>
    internal void SwitchOver()
    {
        if (State == GuestState.Stopped || other is not var (there, taken))
            return;
        there.Follow(here);
        if (there.Process is { IsAlive: false })
        {
            EndedBy = $"{Host.MemoryLimit}: its process was killed on the host that it moved to";
            Stop();
            return;
        }

        var (left, held) = (here, Resident);
        var own = inside is not null && OwnScheduler is null ? inside : null;
        var groups = Groups().Where(group => group != own).ToList();
        EndHousekeeping();
        EndTracking();
        usedBefore += left.Cgroup.Cpu.Stat.UsageNs;
        left.Host.Merging?.Unregister(this);
        left.Host.Forget(this);
        foreach (var one in left.Forks)
            one.Exited -= HasEnded;
        left.Cgroup.Cpu.IsSuspended = there.Cgroup.Cpu.IsSuspended = true;
        var grown = Memory.MoveTo(there, taken);
        here = there;
        other = (left, held);
        Adopt(own);
        foreach (var group in groups)
            left.Host.Scheduler.Remove(group);
        Host.Take(this);
        foreach (var one in here.Forks)
            one.Exited += HasEnded;
        inner?.MoveTo(Host.Kernel, Cgroup);
        DemandHousekeeping();
        Host.Merging?.Register(this);
        Group.IsSuspended = Throttling.IsFrozen;
        _ = Take(grown); // ends it if the host has no room for what it has touched since the copy
    }

    /// <summary>The move is over: gives back what it holds on the host that it does not live on.</summary>
    internal void EndMove()
    {
        if (other is not var (there, taken))
            return;
        other = null;
        Memory.Discard(there, taken);
        Leave(there);
    }

    // What it asks of the other host of what has run out there, and what there is.
    private string Short(Host target, string boundBy)
    {
        if (boundBy == Host.MemoryLimit)
            return $"asked {Resident} of memory, {target.Memory.Available} available";
        if (boundBy == KernelObject.Pid.Name)
            return $"asked {Platform.Threads} of {boundBy}, {target.Kernel.Root.Pids.Max - target.Kernel.Root.Pids.Current} available";
        foreach (var (kind, count) in Platform.Objects)
            if (kind.Name == boundBy && target.Kernel[kind] is var pool)
                return $"asked {(kind == KernelObject.BridgePort ? count * Spec.Interfaces : count)} of {boundBy}, "
                    + $"{pool.Limit - pool.Taken} available";
        return boundBy == KernelObject.DiskBlock.Name && target.Kernel[KernelObject.DiskBlock] is var blocks
            ? $"asked {(Spec.Disk.Count + 4095) / 4096} of {boundBy}, {blocks.Limit - blocks.Taken} available"
            : $"{boundBy} is used up for a guest of {Platform.Name}";
    }

    private Refusal? WhyNot(Host target)
    {
        if (State != GuestState.Running)
            return new("state", $"guest {Number} is {State}, and only what runs is moved");
        if (Platform.Kernel is null)
            return new("platform", $"{Platform.Name} shares the kernel of its host: stop it there and start it here");
        if (Platform.Outer is not null)
            return new("platform", $"{Platform.Name} lies in another virtual machine: that one would have to move");
        if (!Spec.HasCgroup)
            return new("platform", $"guest {Number} has no cgroup that its virtual CPUs could be stopped in");
        if (Host.MoveRefusal(target) is { } refusal)
            return refusal;
        if (Host.Scheduler.GetType() != target.Scheduler.GetType())
            return new("scheduler", $"{Host.Scheduler.GetType().Name} here, {target.Scheduler.GetType().Name} there");
        if (Host.Model.Cpu != target.Model.Cpu)
            return new("CPU", $"{Host.Model.Cpu.Name} here, {target.Model.Cpu.Name} there: the guest's work was priced for the first");
        if (thread.Locks is { Count: > 0 } || Device?.Locks is { Count: > 0 })
            return new("lock", $"guest {Number} holds a lock of its host's kernel");
        return target.IsAwake ? null : new("host", Host.NotAwake);
    }

    // Its virtual CPUs, as threads or as a group, and its device's thread.
    private void Adopt(TaskGroup? own)
    {
        var to = Host.Scheduler;
        if (own is not null)
            to.Adopt(own, Group);
        to.Adopt(thread, HasVCpus ? GroupOf(0) : Group);
        for (var i = 1; i < vcpus?.Length; i++)
            if (vcpus[i].Thread != thread)
                to.Adopt(vcpus[i].Thread, GroupOf(i));
        if (Device is not null)
            to.AdoptRunning(Device, Platform.Io.HasDriverDomain ? Host.DriverDomain : Group);
    }

    private void Leave(GuestProcesses there)
    {
        there.EndProcesses();
        there.GiveObjects();
        foreach (var task in there.Cgroup.Cpu.AllTasks())
            task.Exit();
        new Alarm(Host.Simulation, () => RemoveTree(there.Cgroup)).Set(TimeSpan.Zero);
    }
}
