// Words of what the buttons of the page save, tables and pictures, as in words.js.

export const saved_words = {
  "csv.half": ["{name}, half-width of the 95 % interval", "{name}：95 % 区间半宽"],
  "csv.of": ["{what}: {name}", "{what}：{name}"],
  "csv.id": ["Id", "代号"],
  "csv.path": ["Path in the file", "文件内路径"],
  "csv.unit": ["Unit", "单位"],
  "csv.note": ["Note", "备注"],
  "csv.why": ["Why no answer", "不作答原因"],
  "csv.run_on": ["Run on", "所运行的情景"],
  "csv.class": ["Class", "类别"],
  "csv.clock": ["Clock", "计时"],
  "csv.days": ["Days", "日"],
  "csv.occupation": ["Occupation (UIC 406)", "占用率（UIC 406）"],
  "csv.words": ["in words", "文字说明"],
  "csv.at_least": ["at least", "不低于"],
  "csv.about": ["about", "约"],
};
