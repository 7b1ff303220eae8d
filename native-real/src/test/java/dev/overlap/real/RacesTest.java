package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.Rule;
import org.junit.jupiter.api.Test;

/** Rules of races, without any kernel. */
class RacesTest {

    private final Races races = new Races();

    @Test void theCancelOfARuleIsPutOffAndMadeOnce() {
        AtomicInteger cancels = new AtomicInteger();
        races.add(Rule.cancelLate(2), false);
        assertThat(races.putsOff(cancels::incrementAndGet)).isFalse();
        assertThat(races.putsOff(cancels::incrementAndGet)).isTrue();
        assertThat(races.putsOff(cancels::incrementAndGet)).isFalse();
        assertThat(races.letGo()).isTrue();
        assertThat(races.letGo()).isFalse();
        assertThat(cancels).hasValue(1);
        assertThat(races.matched()).containsExactly(Rule.cancelLate(2));
    }

    @Test void aReadOfBytesIsCutShortAndNoOther() {
        Rule rule = Rule.shortRead(2, 3);
        races.add(rule, false);
        assertThat(races.bytesFor(10, true)).isEqualTo(10);
        assertThat(races.bytesFor(10, true)).isEqualTo(3);
        assertThat(races.bytesFor(10, true)).isEqualTo(10);
        Races messages = new Races();
        messages.add(Rule.shortRead(1, 3), false);
        assertThat(messages.bytesFor(10, false)).isEqualTo(10);
        assertThat(messages.matched()).isEmpty();
    }

    @Test void aCallbackGoesOnWhenItsGateIsOpen() throws InterruptedException {
        races.add(Rule.hold(Held.CALLBACK, 1).untilReturned("CancelIoEx", 1), false);
        Thread callback = new Thread(races::callbackBegins);
        callback.start();
        races.entered("CancelIoEx");
        callback.join(50);
        assertThat(callback.isAlive()).isTrue();
        races.returned("CancelIoEx");
        callback.join(10_000);
        assertThat(callback.isAlive()).isFalse();
        races.callbackBegins();
    }

    @Test void whatNobodyCanHoldIsRefused() {
        assertThatThrownBy(() -> races.add(Rule.hold(Held.WRITE, 1).untilEntered("CancelIoEx", 1), false)).isInstanceOf(NotExpressibleException.class);
        assertThat(races.isAny()).isFalse();
    }
}
