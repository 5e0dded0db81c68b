using System.Text.Json;
using Meent.Agreements;
using Meent.Claims;
using Meent.Flows;
using Meent.Kernel;
using Meent.Parties;

namespace Meent.Settlement.Export;

/// <summary>What the graph is made of beside the records themselves.</summary>
internal sealed record GraphFacts(
    Organisation Organisation, PartyRegister Register, ItemBook Items, TermsBook Terms, Promises Promises,
    Triggers Triggers);

/// <summary>Writes flows node by node, and remembers only what they name: that comes after them.</summary>
internal sealed class ValueflowsGraph(GraphFacts facts, Names names, Mentioned mentioned, GraphFile file)
{
    private readonly Moments moments = new(facts.Organisation.Zone);

    internal void Write(Commitment c)
    {
        var item = facts.Items[c.Item];
        var json = file.Node(names.Commitment(c.Id), "Commitment");
        json.WriteString("action", Action(item, accepted: true, c.Resource.Length > 0));
        Sides(json, c.Provider, c.Receiver);
        json.WriteString("resourceConformsTo", mentioned.Item(item));
        Quantity(json, item, c.Quantity, c.Resource.Length > 0);
        if (c.From is { } from && c.Until is { } until)
        {
            json.WriteString("resourceInventoriedAs", mentioned.Resource(c.Resource));
            json.WriteString("hasBeginning", moments.At(from));
            json.WriteString("hasEnd", moments.At(until));
        }
        else
        {
            json.WriteString("due", moments.Start(c.Day));
        }

        var participant = c.Provider == Organisation.OwnParty ? c.Receiver : c.Provider;
        if (c.Order.Length > 0)
        {
            json.WriteString("clauseOf", mentioned.Order(c.Order));
        }
        else if (c.Terms > 0)
        {
            json.WriteString("clauseOf", mentioned.Agreement(c.Terms, participant));
        }

        if (c.Cancelled is not null)
        {
            json.WriteBoolean("finished", true);
        }

        file.End();
    }

    internal void Write(in SettledEvent e, bool ofPeriod)
    {
        var item = facts.Items[e.Item];
        var (provider, receiver) = SidesOf(e);
        var kept = facts.Promises.KeptBy(e, provider, receiver);
        var stock = e.Action == EventDraft.Stock;
        var json = file.Node(names.Event(e.Id), "EconomicEvent");
        json.WriteString("action", stock
            ? StockAction(e.Reference, receiver)
            : Action(item, e.Accepted, kept?.Resource.Length > 0));
        Sides(json, provider, receiver);
        json.WriteString("resourceConformsTo", mentioned.Item(item));
        Quantity(json, item, e.Reverses is null ? e.Quantity : -e.Quantity, kept?.Resource.Length > 0);
        var (begins, ends) = moments.Of(e.Day, e.Session);
        json.WriteString("hasBeginning", begins);
        json.WriteString("hasEnd", ends);
        if (stock || !e.Accepted)
        {
            json.WriteString("state", stock ? e.Reference : "refused");
        }

        if (!stock && e.Terms > 0)
        {
            json.WriteString("realizationOf", mentioned.Agreement(e.Terms, e.Party));
        }

        if (kept is not null)
        {
            json.WriteString("fulfills", names.Commitment(kept.Id));
        }

        if (e.Reverses is { } corrected)
        {
            json.WriteString("corrects", names.Event(corrected));
        }

        file.End();
        if (ofPeriod)
        {
            facts.Triggers.Take(e, item.Code);
        }
    }

    /// <summary>Who owes is the provider of the money, who is owed its receiver. What participants owe each other is
    /// owed through the organisation, which pays the one whether the other paid or not: two claims, as in the
    /// books.</summary>
    internal void Write(Claim c)
    {
        var creditor = c.OnCollection && c.Provider > 0 ? c.Provider : Organisation.OwnParty;
        var json = file.Node(names.Claim(c.Id), "Claim");
        json.WriteString("action", Vocabulary.Transfer);
        Sides(json, c.OwedByParty ? c.Party : Organisation.OwnParty, c.OwedByParty ? creditor : c.Party);
        json.WriteString("resourceConformsTo", mentioned.Currency());
        var currency = facts.Organisation.Currency;
        Measure(json, "resourceQuantity", Decimals.Fixed(c.Amount, currency.Decimals), mentioned.Unit("one"));
        json.WriteString("due", moments.Start(c.DueOn));
        // Tax of a rate belongs to no terms: its clause is category and rate.
        json.WriteString("note", facts.Terms.ById(c.Terms) is { } kept
            ? $"{kept.Terms.Code} {c.TermsVersion} {c.Clause}"
            : $"tax {c.Clause}");
        if (facts.Triggers.Of(c) is { } trigger)
        {
            json.WriteString("triggeredBy", names.Event(trigger));
        }

        file.End();
    }

    private (int Provider, int Receiver) SidesOf(in SettledEvent e) => e.Action switch
    {
        EventDraft.In => (e.Party, Organisation.OwnParty),
        EventDraft.Out => (e.Provider == 0 ? Organisation.OwnParty : e.Provider, e.Party),
        _ => (Organisation.OwnParty, facts.Register.ByCode(e.Reason)?.Id ?? Organisation.OwnParty),
    };

    private void Sides(Utf8JsonWriter json, int provider, int receiver)
    {
        json.WriteString("provider", mentioned.Agent(provider));
        json.WriteString("receiver", mentioned.Agent(receiver));
    }

    /// <summary>What was refused changed no owner; whoever adds up transfers must not find it among them.</summary>
    private static string Action(Item item, bool accepted, bool? booked) =>
        item.Kind == "service" ? booked == true ? Vocabulary.Use : Vocabulary.DeliverService
        : accepted ? Vocabulary.Transfer : Vocabulary.TransferCustody;

    /// <summary>What is there at the beginning is put in, what left or is there at the end is taken out.</summary>
    private static string StockAction(string kind, int receiver) =>
        kind == "opening" ? Vocabulary.Raise
        : kind == "dispatched" && receiver != Organisation.OwnParty ? Vocabulary.Transfer
        : Vocabulary.Lower;

    private void Quantity(Utf8JsonWriter json, Item item, long thousandths, bool? booked)
    {
        var effort = booked == true && item.Kind == "service" && UnitOfMeasure.Of(item.Unit) is { Effort: true };
        Measure(
            json, effort ? "effortQuantity" : "resourceQuantity",
            Decimals.Trimmed(thousandths, Kernel.Quantity.Scale), mentioned.Unit(item.Unit));
    }

    private static void Measure(Utf8JsonWriter json, string property, string value, string unit)
    {
        json.WriteStartObject(property);
        json.WriteString("@type", "vf:Measure");
        json.WriteString("hasNumericalValue", value);
        json.WriteString("hasUnit", unit);
        json.WriteEndObject();
    }
}
