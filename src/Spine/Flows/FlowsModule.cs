using Meent.Parties;
using Meent.Platform;

namespace Meent.Flows;

/// <summary>Promise and happen: items, events, observations, the goods balance.</summary>
public sealed class FlowsModule : IModule, IBringsReaders
{
    public string Name => "flows";

    public int Order => 30;

    public IEnumerable<RecordKind> Kinds =>
    [
        Catalogue.ItemReader.Own, Catalogue.PlaceReader.Own, Catalogue.DeviceReader.Own,
        Catalogue.ReferenceReader.Own, TakeCommitments.CommitmentReader.Own, EventKinds.Events.Record,
        Observe.StockReader.Own, Observe.ObservationReader.Own, Exchange.PeerReader.Own,
    ];

    public IEnumerable<IRecordReader> Readers(ImportContext context) =>
    [
        new Catalogue.ItemReader(context), new Catalogue.PlaceReader(context), new Catalogue.DeviceReader(context),
        new Catalogue.ReferenceReader(context), new TakeCommitments.CommitmentReader(context),
        new EventReader(context, EventKinds.Events), new Observe.StockReader(context),
        new Observe.ObservationReader(context), new Exchange.PeerReader(context),
    ];
}
