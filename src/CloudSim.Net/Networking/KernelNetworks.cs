using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Networking;

/// <summary>The networks of a kernel.</summary>
public static class KernelNetworks
{
    extension(MachineKernel kernel)
    {
        /// <summary>Its networks; the default bridge is the one whose ports virtual machines' taps take too.</summary>
        public NetworkController Networks => kernel.Part(k => new NetworkController(k.Parameters, k.Machine.Name,
            k[KernelObject.BridgePort], k[KernelObject.BridgePort].Limit ?? long.MaxValue));
    }
}
