namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>The runnable tasks of one CPU, the one that ran last in front (<c>cfs_tasks</c>); balancing takes from the back.</summary>
internal sealed class RecentTasks
{
    public CfsEntity? First { get; private set; }

    public CfsEntity? Oldest { get; private set; }

    public void AddFirst(CfsEntity entity)
    {
        entity.MoreRecent = null;
        entity.LessRecent = First;
        if (First != null)
            First.MoreRecent = entity;
        else
            Oldest = entity;
        First = entity;
    }

    public void Remove(CfsEntity entity)
    {
        if (entity.MoreRecent != null)
            entity.MoreRecent.LessRecent = entity.LessRecent;
        else
            First = entity.LessRecent;
        if (entity.LessRecent != null)
            entity.LessRecent.MoreRecent = entity.MoreRecent;
        else
            Oldest = entity.MoreRecent;
        entity.MoreRecent = entity.LessRecent = null;
    }

    // A task of a group that has work left and so may be moved.
    public CfsEntity? FirstOf(TaskGroup group)
    {
        for (var entity = First; entity != null; entity = entity.LessRecent)
            if (entity.Task!.Group == group && entity.Task.Demanded > entity.Task.Consumed)
                return entity;
        return null;
    }

    public void MoveFirst(CfsEntity entity)
    {
        if (First == entity)
            return;
        Remove(entity);
        AddFirst(entity);
    }
}
