using System.Text;

namespace Meent.Platform.Records;

/// <summary>Names of columns are compared without case, blanks, full stops and underscores.</summary>
internal static class HeaderName
{
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!Mending.IsBlank(c) && c is not ('.' or '_'))
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        // A column that is called "." has a name all the same.
        return key.Length > 0 ? key.ToString() : new string(Mending.Trim(name));
    }
}
