namespace Meent.Reference;

internal static class Program
{
    private static int Main() => 0;
}
