package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    @Test
    void tmp() throws Exception {
        long t = System.nanoTime();
        var s = EmbeddedPostgres.shared();
        System.out.println("start ms " + (System.nanoTime() - t) / 1000000 + s + " " + s.pid());
        for (int i = 0; i < 5; i++) {
            t = System.nanoTime();
            var d = s.createDatabase();
            System.out.println("create us " + (System.nanoTime() - t) / 1000);
            t = System.nanoTime();
            for (int j = 0; j < 10; j++) assertThat(d.queryLong("select 1")).isEqualTo(1);
            System.out.println("query us " + (System.nanoTime() - t) / 10000);
            t = System.nanoTime();
            d.close();
            System.out.println("drop us " + (System.nanoTime() - t) / 1000);
        }
        t = System.nanoTime();
        try (var o = EmbeddedPostgres.start(ServerOptions.durable())) {
            System.out.println("durable start ms " + (System.nanoTime() - t) / 1000000 + o + " " + o.pid());
            long p = o.pid();
            o.kill();
            o.restart();
            assertThat(o.pid()).isNotEqualTo(p);
            o.stopImmediately();
            o.restart();
            o.restart();
        }
    }
}
