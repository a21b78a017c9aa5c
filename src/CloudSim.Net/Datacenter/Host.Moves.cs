using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <content>Guests that come from another host while they run.</content>
public sealed partial class Host
{
    /// <summary>What has run out for such a guest that has so much memory; null if it has room.</summary>
    internal string? BoundBy(Platform platform, GuestSpec spec, Bytes resident) =>
        IsAwake ? Refusal(platform, spec, resident) : NotAwake;

    /// <summary>A number for a guest, which no other one here has had.</summary>
    internal long NextNumber()
    {
        PassTakenNames();
        return launched++;
    }

    // Somebody made a cgroup of that name.
    private void PassTakenNames()
    {
        while (Kernel.Root.Find(Guest.NameOf(launched)) is not null)
            launched++;
    }

    /// <summary>A guest lives here from now on.</summary>
    internal void Take(Guest guest) => guests.Add(guest);

    /// <summary>A guest has gone, with all that it held.</summary>
    internal void Forget(Guest guest)
    {
        guests.Remove(guest);
        TellIfVacant();
    }
}
