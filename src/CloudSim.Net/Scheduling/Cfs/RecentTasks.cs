namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// The runnable tasks of one CPU, the one that ran last in front (<c>cfs_tasks</c>); balancing takes from the back. A ring: while tasks run
/// in turns, only its front moves.
/// </summary>
internal sealed class RecentTasks
{
    public CfsEntity? First { get; private set; }

    public CfsEntity? Oldest => First?.MoreRecent;

    // The one that ran before it; null after the last.
    public CfsEntity? After(CfsEntity entity) => entity.LessRecent == First ? null : entity.LessRecent;

    public void AddFirst(CfsEntity entity)
    {
        if (First is { } first)
        {
            var oldest = first.MoreRecent!;
            (entity.LessRecent, entity.MoreRecent) = (first, oldest);
            first.MoreRecent = oldest.LessRecent = entity;
        }
        else
        {
            entity.LessRecent = entity.MoreRecent = entity;
        }

        First = entity;
    }

    public void Remove(CfsEntity entity)
    {
        var (newer, older) = (entity.MoreRecent!, entity.LessRecent!);
        (newer.LessRecent, older.MoreRecent) = (older, newer);
        if (First == entity)
            First = older == entity ? null : older;
        entity.MoreRecent = entity.LessRecent = null;
    }

    // A task of a group that has work left and so may be moved; one with preemption off goes when it is on again.
    public CfsEntity? FirstOf(TaskGroup group)
    {
        for (var entity = First; entity != null; entity = After(entity))
            if (entity.Task!.Group == group && entity.Task.Demanded > entity.Task.Consumed
                && entity.Task.PreemptCount == 0)
                return entity;
        return null;
    }

    public void MoveFirst(CfsEntity entity)
    {
        if (First == entity)
            return;
        if (entity.LessRecent == First)
        {
            First = entity;
            return;
        }

        Remove(entity);
        AddFirst(entity);
    }
}
