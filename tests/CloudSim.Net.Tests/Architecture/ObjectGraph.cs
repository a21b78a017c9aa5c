using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CloudSim.Net.Tests.Architecture;

/// <summary>What an object holds: by its fields, in collections, and in what its delegates have captured.</summary>
internal static class ObjectGraph
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The object and all that can be reached from it.</summary>
    /// <param name="from">The object.</param>
    /// <param name="isEnd">What is not looked into.</param>
    public static IEnumerable<object> Reached(object? from, Func<object, bool>? isEnd = null)
    {
        var (seen, open) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new Stack<object>());
        if (from is not null)
            open.Push(from);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            yield return next;
            if (isEnd?.Invoke(next) == true)
                continue;
            foreach (var held in Held(next))
                open.Push(held);
        }
    }

    private static IEnumerable<object> Held(object thing) => thing switch
    {
        string or Type or MemberInfo => [],
        Delegate function => function.GetInvocationList().Select(f => f.Target).OfType<object>(),
        IEnumerable many when !IsOurs(thing.GetType()) => many.Cast<object?>().OfType<object>(),
        _ when IsOurs(thing.GetType()) || thing is ITuple || IsHolder(thing.GetType()) => Fields(thing),
        _ => [],
    };

    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(InputException).Assembly || type.Assembly == typeof(ObjectGraph).Assembly;

    private static bool IsHolder(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(KeyValuePair<,>) || definition == typeof(Lazy<>));

    private static IEnumerable<object> Fields(object thing)
    {
        for (var type = thing.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(Instance).Where(f => !f.FieldType.IsPointer && !f.FieldType.IsPrimitive))
                if (field.GetValue(thing) is { } value)
                    yield return value;
    }
}
