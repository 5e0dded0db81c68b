using System.Text.Json;

namespace Meent.Settlement.Export;

/// <summary>The terms of the ontology that the file uses, and what their values are.</summary>
internal static class Vocabulary
{
    internal const string Namespace = "https://w3id.org/valueflows/ont/vf#";

    private const string Prefix = "vf:", Schema = "http://www.w3.org/2001/XMLSchema#", Node = "@id";

    /// <summary>Ids of units in the ontology of units of measure.</summary>
    internal const string Units = "http://www.ontology-of-units-of-measure.org/resource/om-2/";

    internal const string Transfer = "vf:transfer", TransferCustody = "vf:transferCustody",
        DeliverService = "vf:deliverService", Use = "vf:use", Raise = "vf:raise", Lower = "vf:lower";

    /// <summary>Properties with the kind of their values; "" where that is plain text or yes and no.</summary>
    private static readonly (string Name, string Values)[] Properties =
    [
        ("action", Node), ("clauseOf", Node), ("corrects", Node), ("defaultUnitOfEffort", Node),
        ("defaultUnitOfResource", Node), ("due", "xsd:dateTimeStamp"), ("effortQuantity", Node), ("finished", ""),
        ("fulfills", Node), ("hasBeginning", "xsd:dateTimeStamp"), ("hasEnd", "xsd:dateTimeStamp"),
        ("hasNumericalValue", "xsd:decimal"), ("hasUnit", Node), ("label", ""), ("mediumOfExchange", ""),
        ("name", ""), ("note", ""), ("omUnitIdentifier", "xsd:anyURI"), ("primaryAccountable", Node),
        ("provider", Node), ("realizationOf", Node), ("receiver", Node), ("resourceConformsTo", Node),
        ("resourceInventoriedAs", Node), ("resourceQuantity", Node), ("state", ""), ("symbol", ""),
        ("triggeredBy", Node),
    ];

    /// <summary>It stands in the file, so that nobody has to fetch it.</summary>
    internal static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("vf", Namespace);
        json.WriteString("xsd", Schema);
        foreach (var (name, values) in Properties)
        {
            if (values.Length == 0)
            {
                json.WriteString(name, Prefix + name);
                continue;
            }

            json.WriteStartObject(name);
            json.WriteString("@id", Prefix + name);
            json.WriteString("@type", values);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
