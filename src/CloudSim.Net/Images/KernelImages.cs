using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Images;

/// <summary>The store of images of a kernel.</summary>
public static class KernelImages
{
    extension(MachineKernel kernel)
    {
        /// <summary>Its store: a layer is there once, whoever's container needs it, and takes space on the machine's disk.</summary>
        public LayerStore Store => kernel.Part(k => new LayerStore(k.Parameters, k[KernelObject.DiskBlock]));
    }
}
