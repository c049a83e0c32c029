package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.ScopeBridge;

/** Names a thread after the request it works for, so that a dump of all threads tells who keeps the host busy. */
final class ThreadNames implements ScopeBridge {
    @Override
    public Runnable show(RequestContext context) {
        Thread thread = Thread.currentThread();
        String before = thread.getName();
        int request = before.indexOf(" for ");
        thread.setName((request < 0 ? before : before.substring(0, request)) + request(context));
        return () -> thread.setName(before);
    }

    private static String request(RequestContext context) {
        CorrelationId correlation = context.correlationId();
        if (correlation != null) {
            return " for " + correlation.value();
        }
        Actor actor = context.actor();
        return actor.type() == ActorType.ANONYMOUS
                ? ""
                : " for " + String.valueOf(actor.id()).replaceAll("\\W", "?");
    }
}
