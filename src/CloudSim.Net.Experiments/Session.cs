using System.CommandLine;
using System.Runtime.InteropServices;
using System.Threading;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Experiments;

/// <summary>One call of a script from arguments to exit code.</summary>
internal sealed class Session(Script script, Arguments arguments, Action<Experiment> body)
{
    private bool verbose;

    public int Main(string[] args)
    {
        using var cancel = new CancellationTokenSource();
        try
        {
            var parsed = arguments.Command.Parse(args,
                new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is not null && parsed.Errors.Count == 0)
                return parsed.Invoke();
            if (arguments.Error(parsed) is { } error)
                return Fail(error, ExitCode.BadInput);
            var settings = arguments.Read(parsed);
            verbose = settings.Verbose;
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, cancel));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, cancel));
            return Run(settings, cancel.Token);
        }
        catch (InputException wrong)
        {
            return Fail(wrong.Message, ExitCode.BadInput, wrong);
        }
        catch (Exception e) when (e is OperationCanceledException && cancel.IsCancellationRequested)
        {
            return Fail("cancelled; no results were written (the same command goes on where it stopped)", ExitCode.Cancelled);
        }
        catch (Exception outer)
        {
            // A data file that a platform reads when it is first named: what is wrong with it, not that it was first named.
            var e = outer;
            while (e is TypeInitializationException or System.Reflection.TargetInvocationException or AggregateException
                && e.InnerException is { } inner)
                e = inner;
            if (e is InputException)
                return Fail(e.Message, ExitCode.BadInput, outer);
            return Fail($"failed: {e.Message}{(verbose ? "" : " (--verbose shows where)")}", ExitCode.Failed, e);
        }
    }

    private int Run(Settings settings, CancellationToken cancellation)
    {
        using var staging = new Staging(settings.Out, script.Name, Say);
        var resume = new ResumeStore(settings, script.Name, staging.Work, Say);
        var stages = new Stages(settings, script.Name, resume, cancellation);
        var experiment = new Experiment(script, settings, stages, staging);
        body(experiment);
        cancellation.ThrowIfCancellationRequested();
        experiment.Finish();
        resume.Clear();
        if (settings.OutIsOfOptions)
            Say($"written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), settings.Out)} " +
                "(not the defaults' results; --out FOLDER writes elsewhere)");
        return experiment.MissedGoal ? ExitCode.GoalMissed : ExitCode.Done;
    }

    /// <summary>The first signal stops the work in an orderly way, a second one ends the process at once.</summary>
    private static void Cancel(PosixSignalContext signal, CancellationTokenSource cancel)
    {
        signal.Cancel = !cancel.IsCancellationRequested;
        cancel.Cancel();
    }

    private int Fail(string line, int code, Exception? exception = null)
    {
        Say(line);
        if (verbose && exception is not null)
            foreach (var text in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
                Console.Error.WriteLine(Printable.Of(text));
        return code;
    }

    private void Say(string line) => Console.Error.WriteLine($"{script.Name}: {Printable.Of(line.ReplaceLineEndings(" "))}");
}
