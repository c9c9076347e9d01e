# The status of the Convention by date. Chinese.

menu-status = 条约状况
status = 公约状况
status-as-of = 最新来源日期
status-on = 日期
status-no-day = 此处应填：日历上的一天。
status-step = 所处阶段
status-acted = 所有已采取行动者
status-everyone = 所有可签署或加入者
status-find = 名称或代码
status-force = 生效
status-progress = 已交存文书占所需文书
status-not-in-force = 公约在该日尚未生效。
status-needed =
    { $number ->
       *[other] 需要 { $number } 份文书（第65条第1款）。
    }
status-deposited =
    { $number ->
        [0] 尚无文书交存。
       *[other] 已交存 { $number } 份。
    }
status-missing =
    { $number ->
        [0] 一份不缺。
       *[other] 还缺 { $number } 份。
    }
status-if-today = 如所缺文书均于该日交存，公约将于{ $date }生效。
status-enters = 公约将于{ $date }生效。
status-days =
    { $number ->
       *[other] 距生效还有 { $number } 天。
    }
status-in-force = 公约自{ $date }起生效。
status-inexact = 至少有一份文书只知交存月份。按该月最后一天计算，以免过早认定任何一方受约束。
status-month = { $year }年{ $month }
status-window = 签署
status-window-opens = 公约于{ $date }开放签署（第64条第1款）。
status-window-ends = 可签署至{ $date }（第64条第1款）；此后各国以加入方式成为缔约方。
status-window-days =
    { $number ->
        [0] 今天是最后一天。
       *[other] 还有 { $number } 天。
    }
status-window-over = 签署已于{ $date }截止（第64条第1款）。未签署者可以加入。
status-suppose = 如再有一国交存会怎样？
status-suppose-state = 国家
status-suppose-day = 交存日期
status-suppose-go = 计算
status-suppose-cannot = 此处应填：在该日可以交存的国家。该国尚未交存文书，公约已开放，且其签署不晚于该日。
status-suppose-act = { $state }：{ $act }。
status-suppose-bound = 该国将自{ $date }起受约束（第65条）。
status-suppose-deposited =
    { $number ->
       *[other] 届时将有 { $number } 份文书交存。
    }
status-suppose-all = 如其他各国于同日交存，公约将于{ $date }生效。
status-suppose-nobody = 这只是假设：无人作过此项交存。
status-map = 地图
status-legend = 颜色和图案的含义
status-map-how = 下表内容与地图相同。小国以圆点表示。
status-not-drawn = 地图上没有：{ $states }。
status-map-opinion = 本地图上的边界和名称不表示对任何国家、领土、城市或地区或其当局的法律地位，或对其边界的划分持任何意见。未着色者在可签署或加入者中没有自己的代码；对其不作任何表示。
status-table = 表格
status-rows =
    { $number ->
       *[other] { $number } 行
    }
status-mirror = 本表反映公开来源。具有法律效力的记录由保存人联合国秘书长保管：未经核对，请勿依赖此处任何内容。
status-nobody = 该日没有符合条件者。
status-source = 可信度与来源
status-sources = 来源
status-inexact-row = 最迟：只知月份
status-acts = 记录所载的行动
status-no-acts = 记录中没有该国的内容。
status-date = 日期
status-no-date = 不详
status-act = 行动
status-about = 事项
at-none = 尚无行动
at-signatory = 已签署
at-consented = 已交存，尚未受约束
at-party = 受约束
at-leaving = 受约束，已退约
at-left = 不再受约束
at-withdrawn = 已撤回文书
at-sort-state = 国家
at-sort-stage = 阶段
at-sort-signed = 签署
at-sort-deposited = 交存
at-sort-bound = 受约束起始日
at-signature = 签署
at-ratification = 批准
at-acceptance = 接受
at-approval = 核准
at-accession = 加入
at-instrument_withdrawal = 撤回文书
at-reservation = 保留
at-reservation_withdrawal = 撤回保留
at-declaration = 声明
at-objection = 反对
at-objection_withdrawal = 撤回反对
at-competence = 权限声明
at-denunciation = 退约
at-amendment_proposal = 提出修正案
at-amendment_adoption = 通过修正案
at-amendment_consent = 同意修正案
at-protocol_adoption = 通过议定书
at-protocol_consent = 同意受议定书约束
at-excludes = 排除该规定
at-modifies = 更改该规定
at-precluding = 排除公约在两国间生效
at-not_precluding = 不排除公约在两国间生效
at-high = 高
at-medium = 中
at-low = 低

# Who is bound towards whom.
between = 谁对谁受约束
between-one = 一国
between-other = 另一国
between-ask = 回答
between-no-state = 此处应填：列表中的国家。
between-yes = { $date }，公约在{ $one }与{ $other }之间有效。
between-no = { $date }，公约在{ $one }与{ $other }之间无效。
between-since = 自{ $date }起在两国间有效。
between-until = 在两国间于{ $date }终止。
between-earliest = 如所缺事项均在所问之日完成，最早可于{ $date }生效。
between-missing = 所缺事项
between-same = 一国对自身不存在约束。
between-signed = { $state }已签署，尚未交存文书。
between-can-sign = { $state }既未签署，也未交存文书。
between-can-accede = { $state }未交存文书。签署已截止，可以加入。
between-instruments = 所需 { $needed } 份文书中已交存 { $deposited } 份。
between-days = { $state }自{ $date }起才受约束。
between-left = { $state }已于{ $date }退出；再次加入将使其重新受约束。
between-objection = { $by }反对{ $to }对{ $provision }的保留，并排除公约在两国间生效。
between-precluded = 两国之一的反对排除公约在两国间生效。
between-altered = 两国间有所更改的规定
between-provision = 规定
between-objected = 另一国已提出反对
between-to-confirm = 签署时作出；交存文书时须予确认
between-by-register = 依据登记处对各国的声明作答，与所有决定相同；保留来自保存人的记录。
between-by-record = 依据保存人的记录作答，最新来源日期为{ $date }。
directory-answered = 最近应答
directory-languages = 语言
