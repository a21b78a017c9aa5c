using System.Runtime.ExceptionServices;
using CloudSim.Net.Experiments;
using Xunit.Sdk;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Calls scripts inside the test process. Tests that do must not run beside others: the console is everyone's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ConsoleCollection
{
    public const string Name = "console";

    internal static (int Code, string Out, string Error) Run(string arguments, Action<Experiment> body) =>
        Run(Script, arguments, body);

    /// <summary>Runs a script. What a test asserts within it fails the test, and does not only end the script.</summary>
    internal static (int Code, string Out, string Error) Run(Script script, string arguments, Action<Experiment> body)
    {
        ExceptionDispatchInfo? failed = null;
        var result = Run(() => script.Main(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), experiment =>
        {
            try
            {
                body(experiment);
            }
            catch (Exception e) when ((e as XunitException ?? e.InnerException) is XunitException assertion)
            {
                failed = ExceptionDispatchInfo.Capture(assertion);
                throw;
            }
        }));
        failed?.Throw();
        return result;
    }

    internal static (int Code, string Out, string Error) Run(Func<int> main)
    {
        var (stdout, stderr) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(error);
            return (main(), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(stdout);
            Console.SetError(stderr);
        }
    }

    internal static Script Script => new("Does it work?", runs: 3, path: "/anywhere/probe.cs");
}
