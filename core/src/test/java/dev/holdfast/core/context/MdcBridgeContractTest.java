package dev.holdfast.core.context;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.MDC;

class MdcBridgeContractTest extends ScopeBridgeContract {
    @Override
    protected ScopeBridge bridge() {
        return MdcBridge.standard();
    }

    @Override
    protected String shown() {
        Map<String, String> all = MDC.getCopyOfContextMap();
        return all == null ? "{}" : new TreeMap<>(all).toString();
    }
}
