using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>A piece of work in flight, one stage after the other. It is used again when it has ended.</summary>
internal sealed class Execution
{
    private static readonly Bytes Operation = 4.KiB;

    private readonly Guest guest;
    private readonly Action<Execution> free;
    private readonly Action next, taken;
    private readonly Action<Event> nextOfEvent;
    private readonly Alarm alarm;
    private ServiceDemand work;
    private CpuTask? thread;
    private Action? done;
    private IEnumerator<Event>? operation;
    private long operations;
    private int stage;

    /// <summary>One that does nothing yet.</summary>
    /// <param name="guest">Whose work it is.</param>
    /// <param name="free">Told when it can be used again.</param>
    public Execution(Guest guest, Action<Execution> free)
    {
        (this.guest, this.free, next) = (guest, free, Next);
        nextOfEvent = _ => Next();
        taken = () => thread?.Execute(work.Serial, next);
        alarm = new Alarm(guest.Host.Simulation, next);
    }

    public void Begin(in ServiceDemand demand, long blockOperations, CpuTask on, Action whenDone)
    {
        work = guest.Device is null ? demand with { Device = 0 } : demand;
        (operations, thread, done, stage) = (blockOperations, on, whenDone, 0);
        // Who asks for nothing is told later too.
        if (work.Cpu == 0 && work.Device == 0 && work.Wait == TimeSpan.Zero && operations == 0 && work.Payload == Bytes.Zero)
            alarm.Set(TimeSpan.Zero);
        else
            Next();
    }

    /// <summary>The guest was stopped: nobody is told.</summary>
    public void End()
    {
        alarm.Cancel();
        (thread, done, operation) = (null, null, null);
    }

    private void Next()
    {
        if (done is null)
            return;
        // A thread that has ended does no more, and nobody is told.
        if (thread!.HasExited)
        {
            End();
            free(this);
            return;
        }

        while (!Begun())
        {
        }
    }

    // True if the stage takes time, or was the last.
    private bool Begun()
    {
        switch (stage)
        {
            case 0:
                stage = work.Serial > 0 ? 10 : 1;
                if (work.Cpu > 0)
                    thread!.Execute(work.Serial > 0 ? Math.Max(1, work.Cpu - work.Serial) : work.Cpu, next);
                return work.Cpu > 0;
            case 10: // it runs, and takes the lock at once or when it has spun
                stage = 11;
                guest.OuterLock.Acquire(thread!, taken);
                return true;
            case 11:
                guest.OuterLock.Release(thread!);
                stage = 1;
                return false;
            case 1:
                stage++;
                if (work.Device > 0)
                    guest.Device!.Execute(work.Device, next);
                return work.Device > 0;
            case 2:
                stage++;
                if (work.Wait > TimeSpan.Zero)
                    alarm.Set(work.Wait);
                return work.Wait > TimeSpan.Zero;
            case 3:
                return StepOfOperation();
            case 4:
                stage++;
                if (work.Payload > Bytes.Zero)
                    alarm.SetAt(guest.Host.Nic.Send(work.Payload));
                return work.Payload > Bytes.Zero;
            default:
                var told = done!;
                End();
                free(this);
                told();
                return true;
        }
    }

    private bool StepOfOperation()
    {
        if (operation is null && operations-- > 0)
            operation = guest.BlockOperation(Operation, thread).GetEnumerator();
        if (operation is null)
            stage++;
        else if (operation.MoveNext())
        {
            operation.Current.AddCallback(nextOfEvent);
            return true;
        }
        else
            operation = null;
        return false;
    }
}
