using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>
/// A guest's code as a translator runs it. The translator reads an instruction of the image before it runs for the first time, and puts
/// a copy into its translation cache: the same instruction, or its own code in the place of one that the technique rewrites. The CPU runs
/// the copies. Code of user programs that may run directly is run from the image (Adams and Agesen, ASPLOS 2006, sec. 3).
/// </summary>
public sealed class TranslatedCode
{
    private readonly (Instruction Instruction, long Operand)[] image;
    private readonly SortedDictionary<int, Instruction> cache = [];
    private readonly Virtualizer virtualizer;
    private readonly bool inPlace;

    /// <summary>Code that has not run yet.</summary>
    /// <param name="image">The program as the guest's memory holds it.</param>
    /// <param name="virtualizer">The technique: what it sends on the route <see cref="Route.Rewritten"/> is replaced.</param>
    /// <param name="inPlace">Whether the copies are written over the image: a patched kernel.</param>
    public TranslatedCode(IEnumerable<(Instruction Instruction, long Operand)> image, Virtualizer virtualizer, bool inPlace = false) =>
        (this.image, this.virtualizer, this.inPlace) = ([.. image], virtualizer ?? throw new ArgumentNullException(nameof(virtualizer)),
            inPlace);

    /// <summary>The program as the guest's memory holds it now: what the guest sees when it reads its own code.</summary>
    public IReadOnlyList<(Instruction Instruction, long Operand)> Image => image;

    /// <summary>The translation cache: a copy for each place of the image that has been translated.</summary>
    public IReadOnlyDictionary<int, Instruction> Cache => cache;

    /// <summary>Instructions that were translated so far; one that runs again comes from the cache.</summary>
    public int Translations { get; private set; }

    /// <summary>A digest of the image, by name, kind and operand of its instructions.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        image.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Instruction.Name} {i.Instruction.Kind} {i.Operand}"))))));

    /// <summary>Runs the program once, from its start, on a machine of the same technique.</summary>
    public IEnumerable<Executed> Run(DualModeMachine machine)
    {
        for (var place = 0; place < image.Length; place++)
            yield return machine.Run(Fetch(place, machine.Guest), image[place].Operand);
    }

    private Instruction Fetch(int place, SystemState guest)
    {
        var (original, operand) = image[place];
        if (original.Kind == InstructionKind.Interrupt
            || (guest.Cpl == Ring.Three && virtualizer.UserRoute(original, guest) == Route.Direct))
            return original;
        if (cache.TryGetValue(place, out var known))
            return known;
        var route = guest.Cpl == Ring.Three ? virtualizer.UserRoute(original, guest) : virtualizer.KernelRoute(original);
        var copy = route == Route.Rewritten ? original with { Name = $"translator's code for {original.Name}" } : original;
        Translations++;
        cache[place] = copy;
        if (inPlace)
            image[place] = (copy, operand);
        return copy;
    }
}
