using System.Security.Cryptography;
using System.Text;

namespace Meent.Settlement.Files;

/// <summary>Ids of payments: derived from organisation, period and number, so that the same payment always has the same
/// id; at most 35 characters of the SEPA set.</summary>
internal static class PaymentIds
{
    private const int Most = 35;

    public static string Of(params ReadOnlySpan<string> parts)
    {
        var whole = string.Join('-', parts);
        var id = Letters.ToSepa(whole, Most * 2).Replace(' ', '-');
        if (id == whole && id.Length <= Most)
        {
            return id;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)).AsSpan(0, 8));
        return $"{id[..Math.Min(id.Length, Most - 17)].TrimEnd('/', '-')}-{hash}";
    }
}
