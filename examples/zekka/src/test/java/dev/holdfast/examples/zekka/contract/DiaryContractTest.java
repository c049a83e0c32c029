package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.examples.zekka.app.Diary;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.RunObserverContract;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecording;
import java.time.Clock;

class DiaryContractTest extends RunObserverContract {
    @Override
    protected RunObserver observer() {
        Clock clock = Clock.systemUTC();
        Place place = new Place("zekka", "15.19", "zekka", "zekka 1");
        return new Diary(RunRecording.start(Kind.MIGRATE, place, clock, Uuid7.of(clock)));
    }
}
