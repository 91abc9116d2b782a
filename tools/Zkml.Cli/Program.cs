using Zkml.Cli;

return CommandLineApp.Run(args, Output.OfProcess());
