namespace CloudSim.Net.Scheduling;

internal enum TaskState : byte
{
    Sleeping,
    Runnable,
    Running,
    Exited,
}
