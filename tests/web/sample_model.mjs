// The invented port behind the sample result: names, structure and size of effects.
// SAMPLE ONLY: every figure is made up to exercise the page; none is an observation.

export const T = (en, zh) => ({ en, zh });

export const classes = [
  { id: "coal-truck", title: T("Coal truck, loaded", "重载煤车"), perDay: 1050, payload: 108, moving: 0.9 },
  { id: "copper-truck", title: T("Copper concentrate truck", "铜精粉车"), perDay: 70, payload: 62, moving: 0.9 },
  { id: "empty-truck", title: T("Empty truck, returning", "返程空车"), perDay: 1120, payload: 0, moving: 0.7 },
  { id: "agv", title: T("Driverless vehicle (AGV)", "无人驾驶车（AGV）"), perDay: 240, payload: 66, moving: 0.6 },
];

export const sides = [
  { id: "mn", title: T("Mongolia: Gashuunsukhait", "蒙方：嘎顺苏海图") },
  { id: "cn", title: T("China: Ganqimaodu", "中方：甘其毛都") },
];

const stage = (id, en, zh, side, activity, servers, minutes, visits, kind = "stage") =>
  ({ id, title: T(en, zh), side, activity, servers, minutes, visits, kind });

const out = ["coal-truck", "copper-truck"];
export const stages = [
  stage("staging", "Staging yard", "待检停车场", "mn", "waiting-queue", 900, 20, [...out], "yard"),
  stage("mn-weigh", "Weighbridge", "称重", "mn", "weight-inspection", 6, 2.1, [...out, "agv"]),
  stage("mn-customs", "Mongolian customs", "蒙方海关", "mn", "customs", 13, 4.6, [...out, "agv"]),
  stage("mn-exit", "Exit gate", "蒙方出境卡口", "mn", "border-security", 5, 2.9, [...out]),
  stage("cn-gate", "Entry gate", "中方入境卡口", "cn", "border-security", 12, 0.9, [...out, "agv"]),
  stage("cn-health", "Health and quarantine", "卫生检疫", "cn", "health-quarantine", 6, 1.6, [...out]),
  stage("cn-documents", "Document check", "单证审核", "cn", "customs", 14, 3.2, [...out, "agv"]),
  stage("cn-scan", "X-ray scanner", "H986 机检查验", "cn", "customs", 3, 3.4, ["coal-truck", "copper-truck"]),
  stage("cn-inspect", "Hands-on inspection", "人工查验", "cn", "customs", 8, 26, ["copper-truck", "coal-truck"]),
  stage("cn-unload", "Unloading yard", "监管场所卸货", "cn", "loading-unloading", 64, 24, [...out, "agv"]),
  stage("cn-exit", "Return gate", "中方返程卡口", "cn", "border-security", 7, 0.9, ["empty-truck"]),
  stage("mn-return", "Entry lanes for empties", "蒙方空车入境", "mn", "border-security", 6, 1.9, ["empty-truck"]),
];

export const scenarios = [
  { id: "base", title: T("As it is, 2023", "现状（2023 年）"), capacity: 1, bottleneck: "mn-exit", levers: [] },
  {
    id: "smart-gate", title: T("Smart gates", "智能卡口"), capacity: 1.17, bottleneck: "cn-scan",
    relief: { "mn-exit": 0.55, "cn-gate": 0.6 },
    levers: [{
      id: "smart-gate", title: T("Smart gates on both sides", "双侧智能卡口"),
      summary: T("Plate and seal are read on the move; a vehicle passes in half a minute.", "车牌与封志自动识别，单车通过约半分钟。"),
      cost: T("CNY 96 million", "0.96 亿元"), opens: "2025-06-30",
    }],
  },
  {
    id: "long-hours", title: T("Open 16 hours", "延时通关（16 小时）"), capacity: 1.31, bottleneck: "mn-exit",
    relief: { all: 0.72 },
    levers: [{
      id: "long-hours", title: T("Gates open 16 h a day", "每日开放 16 小时"),
      summary: T("Both sides staff a second shift, all days but the agreed holidays.", "双方增设第二班次，除商定节假日外每日执行。"),
      cost: T("CNY 31 million a year", "每年 0.31 亿元"), opens: "2024-07-01",
    }],
  },
  {
    id: "rail-port", title: T("Rail port", "铁路口岸"), capacity: 1.84, bottleneck: "cn-unload",
    relief: { all: 0.55 },
    levers: [{
      id: "rail-port", title: T("Cross-border railway", "跨境铁路"),
      summary: T("One 1520 mm and one 1435 mm line; coal shifts from road to rail.", "宽轨、准轨各一线，煤炭由公路转向铁路。"),
      cost: null, opens: "2027-12-31",
    }],
  },
];

export const activities = {
  moving: "none", waiting: "waiting-queue", blocked: "waiting-queue", closed: "waiting-queue", documents: "documents",
};

export const edges = [
  ["source-coal", "staging", 1, out], ["staging", "mn-weigh", 1, out], ["mn-weigh", "mn-customs", 1, out],
  ["mn-customs", "mn-exit", 0.88, out], ["mn-customs", "neutral-agv", 0.12, ["agv"]], ["source-agv", "mn-weigh", 1, ["agv"]],
  ["mn-exit", "neutral-road", 1, out], ["neutral-road", "cn-gate", 1, out], ["neutral-agv", "cn-documents", 1, ["agv"]],
  ["cn-gate", "cn-health", 1, out], ["cn-health", "cn-documents", 1, out],
  ["cn-documents", "cn-scan", 0.35, out], ["cn-documents", "cn-unload", 0.65, [...out, "agv"]],
  ["cn-scan", "cn-inspect", 0.12, out], ["cn-scan", "cn-unload", 0.88, out], ["cn-inspect", "cn-unload", 1, out],
  ["cn-unload", "sink-cargo", 1, out], ["cn-unload", "cn-exit", 1, ["empty-truck"]],
  ["cn-exit", "mn-return", 1, ["empty-truck"]], ["mn-return", "sink-empty", 0.2, ["empty-truck"]],
  ["mn-return", "staging", 0.8, ["empty-truck"]],
];

export const extraNodes = [
  { id: "source-coal", kind: "source", title: T("Loaded trucks", "重车到达"), side: "mn" },
  { id: "source-agv", kind: "source", title: T("AGV terminal", "AGV 场站"), side: "mn" },
  { id: "neutral-road", kind: "travel", title: T("Road across the border, 1.2 km", "跨境通道 1.2 公里"), side: null },
  { id: "neutral-agv", kind: "travel", title: T("AGV lane, 6.2 km", "AGV 通道 6.2 公里"), side: null },
  { id: "sink-cargo", kind: "sink", title: T("Cargo released", "货物放行"), side: "cn" },
  { id: "sink-empty", kind: "sink", title: T("Trucks leave", "车辆离场"), side: "mn" },
];
